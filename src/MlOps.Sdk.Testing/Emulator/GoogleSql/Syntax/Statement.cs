namespace MlOps.Sdk.Testing.Emulator.GoogleSql.Syntax;

/// <summary>A statement as it is written.</summary>
internal abstract record Statement(Position At);

internal sealed record QueryStatement(Position At, Query Query) : Statement(At);

internal sealed record CreateTable(
    Position At,
    IReadOnlyList<string> Path,
    CreateCondition Condition,
    IReadOnlyList<ColumnDefinition> Columns,
    Expression? PartitionBy,
    IReadOnlyList<Expression> ClusterBy,
    IReadOnlyList<(string Name, Expression Value)> Options,
    Query? Query) : Statement(At);

internal sealed record ColumnDefinition(Position At, string Name, TypeName Type, bool NotNull);

internal sealed record CreateView(Position At, IReadOnlyList<string> Path, CreateCondition Condition, Query Query) : Statement(At);

internal sealed record CreateModel(
    Position At, IReadOnlyList<string> Path, CreateCondition Condition, IReadOnlyList<(string Name, Expression Value)> Options, Query? Query) : Statement(At);

internal sealed record CreateSchema(Position At, IReadOnlyList<string> Path, CreateCondition Condition, IReadOnlyList<(string Name, Expression Value)> Options) : Statement(At);

/// <summary>INSERT; the rows are a query, or lists of values in which null is DEFAULT.</summary>
internal sealed record Insert(
    Position At, IReadOnlyList<string> Path, IReadOnlyList<string> Columns, Query? Query, IReadOnlyList<IReadOnlyList<Expression?>> Rows) : Statement(At);

internal sealed record Update(
    Position At, IReadOnlyList<string> Path, string? Alias, IReadOnlyList<(string Column, Expression? Value)> Items, Expression Where) : Statement(At);

internal sealed record Delete(Position At, IReadOnlyList<string> Path, string? Alias, Expression Where) : Statement(At);

internal sealed record Truncate(Position At, IReadOnlyList<string> Path) : Statement(At);

/// <summary>The kind is TABLE, VIEW, MODEL or SCHEMA.</summary>
internal sealed record Drop(Position At, string Kind, IReadOnlyList<string> Path, bool IfExists) : Statement(At);

internal sealed record ExportData(Position At, IReadOnlyList<(string Name, Expression Value)> Options, Query Query) : Statement(At);

internal sealed record ExportModel(Position At, IReadOnlyList<string> Path, IReadOnlyList<(string Name, Expression Value)> Options) : Statement(At);
