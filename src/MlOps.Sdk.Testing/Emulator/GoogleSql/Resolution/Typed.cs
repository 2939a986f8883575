using MlOps.Sdk.Testing.Emulator.GoogleSql.Syntax;

namespace MlOps.Sdk.Testing.Emulator.GoogleSql.Resolution;

/// <summary>A resolved expression: its type, and DuckDB's SQL, which can stand as an operand wherever it is put.</summary>
internal sealed record Typed(GoogleSqlType Type, string Sql)
{
    /// <summary>Whether it may be written twice: a column, a constant or a variable.</summary>
    public bool IsSimple { get; init; }

    /// <summary>The value of a literal or parameter: long, double, bool or string; a literal's type gives way more than another's.</summary>
    public object? Constant { get; init; }

    public bool IsLiteral { get; init; }

    /// <summary>Whether it can't be NaN.</summary>
    public bool IsNeverNaN { get; init; }

    public bool HasAggregate { get; init; }

    public bool HasSubquery { get; init; }

    public bool HasWindow { get; init; }

    /// <summary>The first column that is read outside of aggregates; an error where rows are grouped, and not by it.</summary>
    public (Position At, string Name)? Ungrouped { get; init; }

    /// <summary>The elements of a literal of an array or STRUCT, whose types give way too.</summary>
    public IReadOnlyList<Typed>? Items { get; init; }

    /// <summary>An expression that has the marks of those that it is made of.</summary>
    public static Typed Of(GoogleSqlType type, string sql, params IEnumerable<Typed> parts)
    {
        Typed result = new(type, sql);
        foreach (Typed part in parts)
        {
            result = result with
            {
                HasAggregate = result.HasAggregate || part.HasAggregate,
                HasSubquery = result.HasSubquery || part.HasSubquery,
                HasWindow = result.HasWindow || part.HasWindow,
                Ungrouped = result.Ungrouped ?? part.Ungrouped,
            };
        }

        return result;
    }
}
