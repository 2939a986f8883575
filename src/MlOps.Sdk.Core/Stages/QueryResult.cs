using System.Globalization;
using System.Numerics;
using MlOps.Sdk.Algebra;
using MlOps.Sdk.Data;

namespace MlOps.Sdk.Stages;

/// <summary>A small result of a query.</summary>
/// <param name="Columns">The names of the columns.</param>
/// <param name="Rows">The rows; each value is null or of the .NET type that <see cref="ConstantNode.Value"/> lists.</param>
public sealed record QueryResult(IReadOnlyList<string> Columns, IReadOnlyList<object?[]> Rows)
{
    /// <summary>A result of rows as an engine's client gives them: whole numbers of any width, decimals, days as instants.</summary>
    /// <param name="schema">The columns.</param>
    /// <param name="rows">The rows; they are changed in place.</param>
    public static QueryResult Of(Schema schema, IReadOnlyList<object?[]> rows)
    {
        ArgumentNullException.ThrowIfNull(schema);
        ArgumentNullException.ThrowIfNull(rows);
        foreach (object?[] row in rows)
        {
            for (int column = 0; column < row.Length; column++)
                row[column] = Normalize(row[column], schema.Columns[column].Type);
        }

        return new([.. schema.Columns.Select(column => column.Name)], rows);
    }

    private static object? Normalize(object? value, DataType type) => (value, type) switch
    {
        (null, _) => null,
        (BigInteger integer, DataType.Int64) => (long)integer,
        (BigInteger integer, DataType.Double) => (double)integer,
        (_, DataType.Int64) => Convert.ToInt64(value, CultureInfo.InvariantCulture),
        (_, DataType.Double) => Convert.ToDouble(value, CultureInfo.InvariantCulture),
        (DateTime instant, DataType.Date) => DateOnly.FromDateTime(instant),
        (DateTime instant, DataType.Timestamp) => DateTime.SpecifyKind(instant, DateTimeKind.Utc),
        _ => value,
    };
}
