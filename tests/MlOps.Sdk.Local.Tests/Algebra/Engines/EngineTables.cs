using MlOps.Sdk.Algebra;
using MlOps.Sdk.Data;

namespace MlOps.Sdk.Local.Tests.Algebra.Engines;

/// <summary>The same rows in .NET and in every other engine that this machine has.</summary>
internal sealed class EngineTables : IDisposable
{
    private readonly object?[][] _rows;
    private readonly DotNetTable _reference;

    private EngineTables(Schema schema, object?[][] rows, IReadOnlyList<IEngine> others)
    {
        Schema = schema;
        _rows = rows;
        _reference = new(schema, rows);
        Others = others;
    }

    public Schema Schema { get; }

    /// <summary>All but .NET.</summary>
    public IReadOnlyList<IEngine> Others { get; }

    public static async Task<EngineTables> CreateAsync(Schema schema, object?[][] rows)
    {
        List<IEngine> others = [];
        foreach (Engine kind in Enum.GetValues<Engine>())
        {
            if (kind != Engine.DotNet && WhyMissing(kind) is null)
                others.Add(await CreateAsync(kind, schema, rows));
        }

        others.Add(new EmulatedBigQueryTable(schema, rows));
        return new(schema, rows, others);
    }

    public static async Task<IEngine> CreateAsync(Engine kind, Schema schema, object?[][] rows) => kind switch
    {
        Engine.DotNet => new DotNetTable(schema, rows),
        Engine.DuckDb => new DuckDbTable(schema, rows),
        Engine.BigQuery => await GoogleSqlTable.CreateAsync(schema, rows),
        _ => new PythonTable(schema, rows),
    };

    /// <summary>Why a test of an engine is skipped on this machine; null if it isn't.</summary>
    public static string? WhyMissing(Engine kind) => kind switch
    {
        Engine.BigQuery when !SpannerEmulator.IsInstalled => "there is no Google Cloud SDK with the Spanner emulator on this machine",
        Engine.Beam when !Python.IsInstalled => "there is no python3 on this machine",
        _ => null,
    };

    /// <summary>A row's value in SQL; a NUL, which no literal can hold, is put in by the engine.</summary>
    public static string Literal(object? value, DataType type, Func<ScalarNode, string> print, string nul) => value is string text && text.Contains('\0', StringComparison.Ordinal)
        ? $"REPLACE({print(ConstantNode.Of(text.Replace('\0', '\uE000')))}, '\uE000', {nul})"
        : print(TestValue.Constant(value, type));

    /// <summary>What .NET gives for each row.</summary>
    public object?[] Expected(ScalarNode value) => _reference.Evaluate(value, [.. Enumerable.Range(0, _rows.Length)]);

    /// <summary>Differences from .NET over all rows, in words; empty if there are none.</summary>
    public IReadOnlyList<string> Compare(ScalarNode value, int ulps = 0) => [.. Others.Where(engine => engine.Knows(value)).SelectMany(engine => Compare(value, engine, ulps))];

    /// <summary>Differences of one engine from .NET.</summary>
    public IEnumerable<string> Compare(ScalarNode value, IEngine engine, int ulps = 0)
    {
        object?[] expected = Expected(value);
        int[] computable = [.. Enumerable.Range(0, _rows.Length).Where(row => expected[row] is not EvaluationException)];

        // To find out by halving which rows fail takes long, so of those that should only some are tried.
        int[] failing = engine.NullMayHideErrors && HasNullable(value) ? [] : [.. Enumerable.Range(0, _rows.Length).Except(computable).Take(2)];
        int[] chosen = [.. computable, .. failing];
        object?[] actual = [.. engine.Evaluate(value, computable), .. failing.SelectMany(row => engine.Evaluate(value, [row]))];
        for (int i = 0; i < chosen.Length; i++)
        {
            if (!Same(expected[chosen[i]], actual[i], ulps))
                yield return $"row {TestValue.Show(_rows[chosen[i]])}: .NET {TestValue.Show(expected[chosen[i]])}, {engine.Name} {TestValue.Show(actual[i])} by {engine.Print(value)}";
        }
    }

    public static bool Same(object? expected, object? actual, int ulps = 0) => (expected, actual) switch
    {
        (EvaluationException, EvaluationException) => true,
        (double x, double y) => UlpsBetween(x, y) <= ulps && (double.IsNaN(x) || double.IsNegative(x) == double.IsNegative(y)),
        _ => Equals(expected, actual),
    };

    /// <summary>How many steps from double to double it takes from one to the other, 0 and −0 being one place; NaN is far from all others.</summary>
    public static Int128 UlpsBetween(double x, double y) => Int128.Abs(Ordinal(x) - Ordinal(y));

    public void Dispose()
    {
        _reference.Dispose();
        foreach (IEngine engine in Others)
            engine.Dispose();
    }

    // Neighbouring doubles have neighbouring ordinals; 0 and −0 have the same.
    private static Int128 Ordinal(double value)
    {
        long bits = BitConverter.DoubleToInt64Bits(value);
        return double.IsNaN(value) ? Int128.MaxValue / 2 : bits >= 0 ? bits : -(Int128)(bits & long.MaxValue);
    }

    private static bool HasNullable(ScalarNode value) => value.Nullable || value.Parts().Any(HasNullable);
}
