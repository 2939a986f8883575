using System.Globalization;
using MlOps.Sdk.Algebra;
using MlOps.Sdk.Algebra.Functions;
using MlOps.Sdk.Data;
using MlOps.Sdk.Local.Tests.Algebra.Engines;

namespace MlOps.Sdk.Local.Tests.Algebra;

/// <summary>Every function of doubles over random ones of all magnitudes: engines differ by no more than the stated units in the last place.</summary>
/// <remarks>
/// 400 rows by default. A longer run is <c>MLOPS_PAIRS=1000000 dotnet test tests/MlOps.Sdk.Local.Tests --filter NumberTests</c>.
/// </remarks>
public sealed class NumberTests
{
    private const int Rows = 400;

    private static readonly Schema s_schema = new([new("x", DataType.Double, false), new("y", DataType.Double, false), new("z", DataType.Double, false)]);

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task No_engine_is_farther_from_DotNet_than_stated(int seed)
    {
        Random random = new(seed);
        object?[][] rows = [.. Enumerable.Range(0, Rows).Select(_ => new object?[] { Next(random), Next(random), Next(random) })];
        using EngineTables engines = await EngineTables.CreateAsync(s_schema, rows);
        List<string> failures = [];
        foreach (Function function in FunctionTable.All)
        {
            IEnumerable<CallNode> calls = function.Signatures
                .Where(signature => signature.Parameters.Contains(DataType.Double) && signature.Parameters.All(type => type is DataType.Double or DataType.Int64))
                .Select(signature => Call(function, signature, random))
                .OfType<CallNode>();
            foreach (CallNode call in calls)
                failures.AddRange(engines.Others.Where(engine => engine.Knows(call)).Select(engine => Farthest(engines, engine, call, rows, function.Ulps)).OfType<string>());
        }

        Assert.True(failures.Count == 0, $"{failures.Count} differ\n{string.Join("\n", failures.Take(30))}");
    }

    [Fact]
    public async Task The_logarithm_of_a_power_of_2_is_whole_in_every_engine()
    {
        double[] powers = [.. Enumerable.Range(-1074, 1074 + 1024).Select(exponent => Math.ScaleB(1, exponent))];
        using EngineTables engines = await EngineTables.CreateAsync(new([new("x", DataType.Double, false)]), [.. powers.Select(power => new object?[] { power })]);
        CallNode call = FunctionTable.Call("log2", new ColumnNode("x", DataType.Double, false));
        Assert.Equal(Enumerable.Range(-1074, 1074 + 1024).Select(exponent => (object?)(double)exponent), engines.Expected(call));
        Assert.Empty(engines.Compare(call, ulps: 0));
    }

    public static TheoryData<int> Seeds()
    {
        long pairs = long.Parse(Environment.GetEnvironmentVariable("MLOPS_PAIRS") ?? "0", CultureInfo.InvariantCulture);
        return [.. Enumerable.Range(1, (int)Math.Max(1, pairs / (40 * Rows)))];
    }

    // The value that is farthest off, if it is farther than stated, or one whose sign differs.
    private static string? Farthest(EngineTables engines, IEngine engine, CallNode call, object?[][] rows, int stated)
    {
        int[] all = [.. Enumerable.Range(0, rows.Length)];
        object?[] expected = engines.Expected(call);
        int[] computable = [.. all.Where(row => expected[row] is not EvaluationException)];
        object?[] actual = engine.Evaluate(call, computable);
        (Int128 distance, int index) = Enumerable.Range(0, computable.Length)
            .Select(index => (Distance(expected[computable[index]], actual[index]), index))
            .Max();
        return distance <= stated ? null
            : $"{call.Function}: {distance} ulps, not {stated}, at {TestValue.Show(rows[computable[index]])}: "
                + $".NET {TestValue.Show(expected[computable[index]])}, {engine.Kind} {TestValue.Show(actual[index])} by {engine.Print(call)}";
    }

    private static Int128 Distance(object? expected, object? actual) => (expected, actual) switch
    {
        (double x, double y) when EngineTables.Same(x, y, int.MaxValue) => EngineTables.UlpsBetween(x, y),
        _ => EngineTables.Same(expected, actual) ? 0 : Int128.MaxValue,
    };

    private static CallNode? Call(Function function, Signature signature, Random random)
    {
        if (signature.Rest.Count > 0 || signature.Parameters.Count > 3)
            return null;
        ScalarNode[] arguments = [.. signature.Parameters.Select((type, i) => type == DataType.Double
            ? new ColumnNode(s_schema.Columns[i].Name, type, false)
            : (ScalarNode)ConstantNode.Of((long)random.Next(16)))];
        return function.Refusal(arguments) is null ? FunctionTable.Call(function.Name, arguments) : null;
    }

    // Of all magnitudes: any bits, such as are usual, whole ones and halves, near 1, and what lies on both sides of a half.
    private static double Next(Random random)
    {
        double number = random.Next(8) switch
        {
            0 => BitConverter.Int64BitsToDouble(random.NextInt64(long.MinValue, long.MaxValue)),
            1 => BitConverter.Int64BitsToDouble(random.NextInt64(1L << 52)),
            2 => random.NextDouble(),
            3 => random.Next(-40, 40) / 2.0,
            4 => (random.NextDouble() - 0.5) * 1500,
            5 => 1 + ((random.NextDouble() - 0.5) * Math.Pow(2, -random.Next(52))),
            6 => random.NextInt64(1L << random.Next(1, 54)) + 0.5,
            _ => Math.Exp((random.NextDouble() - 0.5) * 80),
        };
        return random.Next(6) switch
        {
            0 => Math.BitIncrement(number),
            1 => Math.BitDecrement(number),
            2 => -number,
            _ => number,
        };
    }
}
