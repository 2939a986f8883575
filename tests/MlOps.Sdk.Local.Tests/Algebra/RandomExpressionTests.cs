using System.Globalization;
using MlOps.Sdk.Algebra;
using MlOps.Sdk.Algebra.Functions;
using MlOps.Sdk.Data;
using MlOps.Sdk.Local.Tests.Algebra.Engines;

namespace MlOps.Sdk.Local.Tests.Algebra;

/// <summary>Random expressions over hostile rows: every engine must agree with .NET on every value and on every error.</summary>
/// <remarks>
/// 21,600 pairs of an expression and a row by default. A longer run is <c>MLOPS_PAIRS=1000000 dotnet test tests/MlOps.Sdk.Local.Tests --filter RandomExpressionTests</c>.
/// </remarks>
public sealed class RandomExpressionTests
{
    private const int Rows = 60;

    private static readonly Schema s_schema = new(
    [
        new("flag", DataType.Boolean, false), new("flag_or_null", DataType.Boolean),
        new("whole", DataType.Int64, false), new("whole_or_null", DataType.Int64),
        new("number", DataType.Double, false), new("number_or_null", DataType.Double),
        new("text", DataType.String, false), new("text_or_null", DataType.String),
        new("day", DataType.Date, false), new("day_or_null", DataType.Date),
        new("instant", DataType.Timestamp, false), new("instant_or_null", DataType.Timestamp),
    ]);

    [Theory]
    [InlineData(Engine.DuckDb)]
    [InlineData(Engine.BigQuery)]
    [InlineData(Engine.Beam)]
    public async Task An_engine_takes_part(Engine kind)
    {
        Assert.SkipWhen(EngineTables.WhyMissing(kind) is not null, EngineTables.WhyMissing(kind) ?? "");

        (EngineTables engines, _) = await CreateAsync(seed: 1);

        using (engines)
            Assert.Contains(engines.Others, engine => engine.Kind == kind);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task All_engines_agree_on_random_expressions(int seed)
    {
        (EngineTables engines, ExpressionGenerator generator) = await CreateAsync(seed);
        using (engines)
        {
            List<string> differences = [];
            for (int i = 0; i < 120; i++)
            {
                ScalarNode expression = generator.Next(Signature.AllTypes[i % Signature.AllTypes.Length], depth: 1 + (i % 3));
                differences.AddRange(engines.Others.Where(engine => engine.Knows(expression)).Select(engine => Minimal(engines, engine, expression)).OfType<string>());
            }

            AssertNone(differences);
        }
    }

    [Fact]
    public async Task All_engines_agree_on_each_function_over_hostile_rows()
    {
        (EngineTables engines, ExpressionGenerator generator) = await CreateAsync(seed: 7);
        using (engines)
        {
            List<string> differences = [];
            foreach (Function function in FunctionTable.All)
            {
                for (int i = 0; i < 3; i++)
                {
                    foreach (Signature signature in function.Signatures)
                        differences.AddRange(engines.Compare(generator.Call(function, signature, depth: 0), function.Ulps).Take(2));
                }
            }

            AssertNone(differences);
        }
    }

    public static TheoryData<int> Seeds()
    {
        long pairs = long.Parse(Environment.GetEnvironmentVariable("MLOPS_PAIRS") ?? "21600", CultureInfo.InvariantCulture);
        return [.. Enumerable.Range(1, (int)Math.Max(1, pairs / (120 * Rows)))];
    }

    private static async Task<(EngineTables Engines, ExpressionGenerator Generator)> CreateAsync(int seed)
    {
        HostileValues values = new(new Random(seed));
        object?[][] rows = [.. Enumerable.Range(0, Rows).Select(_ => s_schema.Columns.Select(column => values.Next(column.Type, column.Nullable)).ToArray())];
        return (await EngineTables.CreateAsync(s_schema, rows), new(new Random(seed), s_schema, values));
    }

    // A difference, told of the smallest expression that shows one; null if there is none.
    private static string? Minimal(EngineTables engines, IEngine engine, ScalarNode expression)
    {
        if (!engines.Compare(expression, engine).Any())
            return null;
        ScalarNode smallest = ExpressionShrinker.Shrink(expression, smaller => engines.Compare(smaller, engine).Any());
        return $"{engines.Compare(smallest, engine).First()}\n  of {smallest}";
    }

    private static void AssertNone(List<string> differences) =>
        Assert.True(differences.Count == 0, $"{differences.Count} differ\n{string.Join("\n", differences.OrderBy(text => text.Length).Take(12))}");
}
