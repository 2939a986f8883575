using MlOps.Sdk.Algebra;
using MlOps.Sdk.Data;
using MlOps.Sdk.Local.Tests.Algebra.Engines;

namespace MlOps.Sdk.Local.Tests.Algebra;

/// <summary>Casts of numbers at the ends of their types, in every engine.</summary>
public sealed class CastTests
{
    private static readonly (double Number, long? Whole)[] s_numbers =
    [
        (0.0, 0), (-0.0, 0), (0.9999999999999999, 0), (-0.9999999999999999, 0), (2.5, 2), (-2.5, -2), (3.5, 3), (-3.9999999999999996, -3),
        (double.Epsilon, 0), (4503599627370495.5, 4503599627370495), (9007199254740992.0, 9007199254740992),
        (9.2233720368547748e18, 9223372036854774784), (9.2233720368547758e18, null), (-9.2233720368547758e18, long.MinValue), (-9.2233720368547779e18, null),
        (double.MaxValue, null), (double.MinValue, null), (double.NaN, null), (double.PositiveInfinity, null), (double.NegativeInfinity, null),
    ];

    private static readonly (long Whole, double Number)[] s_wholes =
    [
        (0, 0), (-1, -1), (9007199254740993, 9007199254740992), (9007199254740995, 9007199254740996), (-9007199254740993, -9007199254740992),
        (long.MaxValue, 9.2233720368547758e18), (long.MinValue, -9.2233720368547758e18), (9223372036854775295, 9.2233720368547748e18),
        (9223372036854775296, 9.2233720368547758e18),
    ];

    [Theory]
    [InlineData(Engine.DotNet)]
    [InlineData(Engine.DuckDb)]
    [InlineData(Engine.BigQuery)]
    [InlineData(Engine.Beam)]
    public async Task A_number_is_cut_off_and_fails_beyond_64_bits(Engine kind) => await AssertAsync(
        kind, DataType.Double, DataType.Int64, [.. s_numbers.Select(pair => ((object?)pair.Number, (object?)pair.Whole ?? new EvaluationException("!"))), (null, null)]);

    [Theory]
    [InlineData(Engine.DotNet)]
    [InlineData(Engine.DuckDb)]
    [InlineData(Engine.BigQuery)]
    [InlineData(Engine.Beam)]
    public async Task A_whole_number_becomes_the_nearest_double_and_of_two_the_even_one(Engine kind) => await AssertAsync(
        kind, DataType.Int64, DataType.Double, [.. s_wholes.Select(pair => ((object?)pair.Whole, (object?)pair.Number)), (null, null)]);

    [Theory]
    [InlineData(Engine.DotNet)]
    [InlineData(Engine.DuckDb)]
    [InlineData(Engine.BigQuery)]
    [InlineData(Engine.Beam)]
    public async Task A_Boolean_is_0_or_1(Engine kind)
    {
        await AssertAsync(kind, DataType.Boolean, DataType.Int64, [(false, 0L), (true, 1L), (null, null)]);
        await AssertAsync(kind, DataType.Boolean, DataType.Double, [(false, 0.0), (true, 1.0), (null, null)]);
    }

    // As a column that may be null, as one that isn't, and as a constant.
    private static async Task AssertAsync(Engine kind, DataType from, DataType to, (object? Value, object? Expected)[] cases)
    {
        Assert.SkipWhen(EngineTables.WhyMissing(kind) is not null, EngineTables.WhyMissing(kind) ?? "");
        using IEngine engine = await EngineTables.CreateAsync(kind, new([new("value", from)]), [.. cases.Select(one => new[] { one.Value })]);
        List<string> failures = [];
        for (int row = 0; row < cases.Length; row++)
        {
            (object? value, object? expected) = cases[row];
            ScalarNode[] operands = value is null
                ? [new ColumnNode("value", from, true), ConstantNode.Null(from)]
                : [new ColumnNode("value", from, true), new ColumnNode("value", from, false), ConstantNode.Of(value)];
            foreach (CastNode cast in operands.Select(operand => new CastNode(operand, to)))
            {
                object? actual = engine.Evaluate(cast, [row])[0];
                if (!EngineTables.Same(expected, actual))
                    failures.Add($"{TestValue.Show(value)}: {TestValue.Show(actual)}, not {TestValue.Show(expected)}, by {engine.Print(cast)}");
            }
        }

        Assert.True(failures.Count == 0, string.Join("\n", failures));
    }
}
