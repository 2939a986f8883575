using MlOps.Sdk.Algebra;
using MlOps.Sdk.Data;

namespace MlOps.Sdk.Testing.Conformance;

/// <summary>The rows that suites hand to stages: all types, and what is hard to keep.</summary>
public static class SampleRows
{
    /// <summary>A number for each row, and a column of each type that may be null.</summary>
    public static Schema Schema { get; } = new(
    [
        new("id", DataType.Int64, Nullable: false), new("flag", DataType.Boolean), new("whole", DataType.Int64), new("real", DataType.Double),
        new("text", DataType.String), new("day", DataType.Date), new("at", DataType.Timestamp),
    ]);

    /// <summary>Ordinary rows, with nulls.</summary>
    public static IReadOnlyList<object?[]> Plain { get; } =
    [
        [1L, true, 7L, 1.5, "gull", new DateOnly(2024, 2, 29), new DateTime(2024, 2, 29, 23, 59, 59, 999, 999)],
        [2L, null, null, null, null, null, null],
        [3L, false, -7L, 0.1, "", new DateOnly(1970, 1, 1), new DateTime(1969, 12, 31, 23, 59, 59, 500)],
        [4L, true, 0L, 0d, " owl\t\r\n\"it's\" \\N NULL ", new DateOnly(1999, 12, 31), new DateTime(2000, 1, 1)],
        [5L, null, 1L, -1e-7, "Zürich é ß 日本 🐦\u200D", null, new DateTime(2038, 1, 19, 3, 14, 8)],
    ];

    /// <summary>The ends of each type.</summary>
    public static IReadOnlyList<object?[]> Extremes { get; } =
    [
        [long.MaxValue, true, long.MaxValue, double.MaxValue, new string('x', 10_000), DateOnly.MaxValue, new DateTime(9999, 12, 31, 23, 59, 59, 999, 999)],
        [0L, false, long.MinValue, double.MinValue, "\u0001\u007F\uFFFD", DateOnly.MinValue, DateTime.MinValue],
        [1L, null, 9_007_199_254_740_993L, double.Epsilon, "\U0010FFFF", null, null],
    ];

    /// <summary>Doubles that are no ordinary numbers.</summary>
    public static IReadOnlyList<object?[]> NotFinite { get; } = OfReals(double.NaN, double.PositiveInfinity, double.NegativeInfinity, null);

    /// <summary>Zeros of both signs.</summary>
    public static IReadOnlyList<object?[]> Zeros { get; } = OfReals(0d, -0d);

    /// <summary>The column <c>id</c> of <see cref="Schema"/>.</summary>
    public static ColumnNode Id { get; } = new("id", DataType.Int64, Nullable: false);

    private static IReadOnlyList<object?[]> OfReals(params double?[] reals) =>
        [.. reals.Select((real, index) => new object?[] { (long)index, null, null, real, null, null, null })];
}
