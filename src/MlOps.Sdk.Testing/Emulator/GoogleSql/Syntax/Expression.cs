namespace MlOps.Sdk.Testing.Emulator.GoogleSql.Syntax;

/// <summary>An expression as it is written.</summary>
internal abstract record Expression(Position At);

internal sealed record NullLiteral(Position At) : Expression(At);

internal sealed record BoolLiteral(Position At, bool Value) : Expression(At);

internal sealed record IntegerLiteral(Position At, string Text) : Expression(At);

internal sealed record FloatLiteral(Position At, string Text) : Expression(At);

internal sealed record StringLiteral(Position At, string Value) : Expression(At);

/// <summary>Each character is a byte.</summary>
internal sealed record BytesLiteral(Position At, string Value) : Expression(At);

/// <summary>Such as <c>DATE '2000-01-01'</c>.</summary>
internal sealed record TypedLiteral(Position At, GoogleSqlType Type, string Value) : Expression(At);

internal sealed record Parameter(Position At, string? Name, int Index) : Expression(At);

internal sealed record Name(Position At, string Text) : Expression(At);

internal sealed record FieldAccess(Position At, Expression Source, string Field) : Expression(At);

/// <summary>An element; the kind is OFFSET, SAFE_OFFSET, ORDINAL, SAFE_ORDINAL, KEY or empty.</summary>
internal sealed record ElementAccess(Position At, Expression Source, string Kind, Expression Index) : Expression(At);

internal sealed record Unary(Position At, string Operator, Expression Operand) : Expression(At);

internal sealed record Binary(Position At, string Operator, Expression Left, Expression Right) : Expression(At);

internal sealed record Like(Position At, Expression Value, Expression Pattern, bool Not) : Expression(At);

internal sealed record Between(Position At, Expression Value, Expression Low, Expression High, bool Not) : Expression(At);

internal sealed record InList(Position At, Expression Value, IReadOnlyList<Expression> Items, bool Not) : Expression(At);

internal sealed record InQuery(Position At, Expression Value, Query Query, bool Not) : Expression(At);

internal sealed record InArray(Position At, Expression Value, Expression Array, bool Not) : Expression(At);

/// <summary>IS [NOT] NULL, TRUE or FALSE.</summary>
internal sealed record Is(Position At, Expression Value, string What, bool Not) : Expression(At);

internal sealed record IsDistinct(Position At, Expression Left, Expression Right, bool Not) : Expression(At);

internal sealed record Case(Position At, Expression? Operand, IReadOnlyList<(Expression When, Expression Then)> Branches, Expression? Else) : Expression(At);

internal sealed record Cast(Position At, Expression Operand, TypeName Type, bool IsSafe, Expression? Format) : Expression(At);

internal sealed record Extract(Position At, Expression Part, Expression Source, Expression? Zone) : Expression(At);

internal sealed record Interval(Position At, Expression Count, string Unit) : Expression(At);

internal sealed record ArrayLiteral(Position At, TypeName? Element, IReadOnlyList<Expression> Items) : Expression(At);

internal sealed record StructLiteral(Position At, TypeName? Type, IReadOnlyList<(string? Name, Expression Value)> Fields) : Expression(At);

internal sealed record ScalarSubquery(Position At, Query Query) : Expression(At);

internal sealed record ArraySubquery(Position At, Query Query) : Expression(At);

internal sealed record Exists(Position At, Query Query) : Expression(At);

internal sealed record WithExpression(Position At, IReadOnlyList<(string Name, Expression Value)> Variables, Expression Body) : Expression(At);

/// <summary><c>*</c> as an argument of COUNT.</summary>
internal sealed record Star(Position At) : Expression(At);

internal sealed record NamedArgument(Position At, string Name, Expression Value) : Expression(At);

/// <summary>A call. What only aggregates and window functions have is in <see cref="Modifiers"/>.</summary>
internal sealed record Call(Position At, string Function, bool IsSafe, IReadOnlyList<Expression> Arguments, CallModifiers Modifiers) : Expression(At);

internal sealed record CallModifiers(
    bool Distinct = false,
    bool? IgnoreNulls = null,
    (bool Max, Expression Value)? Having = null,
    IReadOnlyList<SortItem>? OrderBy = null,
    Expression? Limit = null,
    WindowSpecification? Over = null);

internal sealed record SortItem(Expression Value, bool Descending, bool? NullsFirst);

/// <summary>What stands behind OVER: a name, or a specification that may begin with one.</summary>
internal sealed record WindowSpecification(Position At, string? Base, IReadOnlyList<Expression> PartitionBy, IReadOnlyList<SortItem> OrderBy, WindowFrame? Frame);

internal sealed record WindowFrame(Position At, bool IsRows, FrameBound Start, FrameBound? End);

/// <summary>The kind is UNBOUNDED PRECEDING, PRECEDING, CURRENT ROW, FOLLOWING or UNBOUNDED FOLLOWING.</summary>
internal sealed record FrameBound(string Kind, Expression? Distance);

/// <summary>A type as it is written.</summary>
internal sealed record TypeName(Position At, string Name, TypeName? Element, IReadOnlyList<(string? Name, TypeName Type)> Fields, IReadOnlyList<long> Parameters);
