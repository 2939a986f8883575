namespace MlOps.Sdk.Testing.Emulator.GoogleSql.Syntax;

/// <summary>A query with its CTEs, order and limit.</summary>
internal sealed record Query(
    Position At, IReadOnlyList<CommonTable> With, QueryBody Body, IReadOnlyList<SortItem> OrderBy, Expression? Limit, Expression? Offset);

internal sealed record CommonTable(Position At, string Name, Query Query);

internal abstract record QueryBody(Position At);

internal sealed record Nested(Position At, Query Query) : QueryBody(At);

/// <summary>The operator is UNION ALL, UNION DISTINCT, INTERSECT DISTINCT or EXCEPT DISTINCT.</summary>
internal sealed record SetOperation(Position At, string Operator, IReadOnlyList<QueryBody> Operands) : QueryBody(At);

internal sealed record Select(
    Position At,
    bool Distinct,
    SelectAs As,
    IReadOnlyList<SelectItem> Items,
    FromItem? From,
    Expression? Where,
    Grouping? GroupBy,
    Expression? Having,
    Expression? Qualify,
    IReadOnlyDictionary<string, WindowSpecification> Windows) : QueryBody(At);

/// <summary>What a SELECT gives: rows of columns, of one STRUCT, or of one value.</summary>
internal enum SelectAs
{
    Columns,
    Struct,
    Value,
}

internal abstract record SelectItem(Position At);

internal sealed record SelectValue(Position At, Expression Value, string? Alias) : SelectItem(At);

/// <summary><c>*</c>, or <c>t.*</c>.</summary>
internal sealed record SelectStar(Position At, Expression? Source, IReadOnlyList<string> Except, IReadOnlyList<(Expression Value, string Name)> Replace) : SelectItem(At);

/// <summary>GROUP BY; no keys mean ALL.</summary>
internal sealed record Grouping(Position At, bool All, IReadOnlyList<Expression> Keys);

internal abstract record FromItem(Position At);

/// <summary>A table, or an array that a table before it has.</summary>
internal sealed record TableReference(Position At, IReadOnlyList<string> Path, string? Alias, string? OffsetAlias, double? SamplePercent) : FromItem(At);

internal sealed record UnnestReference(Position At, Expression Array, string? Alias, string? OffsetAlias) : FromItem(At);

internal sealed record QueryReference(Position At, Query Query, string? Alias) : FromItem(At);

internal sealed record ModelReference(
    Position At, string Function, IReadOnlyList<string> Model, FromItem? Input, Expression? Settings, string? Alias) : FromItem(At);

/// <summary>The kind is INNER, LEFT, RIGHT, FULL or CROSS.</summary>
internal sealed record Join(Position At, string Kind, FromItem Left, FromItem Right, Expression? On, IReadOnlyList<string> Using) : FromItem(At);
