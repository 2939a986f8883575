using System.Reflection;
using DuckDB.NET.Data;
using MlOps.Sdk.Algebra;
using MlOps.Sdk.Algebra.Dialects;
using MlOps.Sdk.Data;

namespace MlOps.Sdk.Local.Tests.Algebra;

/// <summary>Cases/*.txt, run through .NET and DuckDB, with the arguments as columns and as constants.</summary>
public sealed class FunctionCaseTests
{
    private static readonly FunctionCase[] s_cases = Lines().Select(FunctionCase.Parse).ToArray();

    [Fact]
    public void Every_case_gives_its_result_in_both_engines()
    {
        using DuckDBConnection connection = TwoEngines.OpenConnection();
        List<string> failures = [];
        foreach (FunctionCase one in s_cases)
        {
            bool nullable = one.Arguments.Any(argument => argument.Nullable);
            foreach (bool admitsNull in nullable ? new[] { true } : [true, false])
                failures.AddRange(Run(connection, one, one.Arguments.Select((argument, i) => (ScalarNode)new ColumnNode($"c{i}", argument.Type, admitsNull)).ToArray(), admitsNull));
            failures.AddRange(Run(connection, one, [.. one.Arguments], admitsNull: true));
        }

        Assert.True(failures.Count == 0, string.Join("\n", failures));
    }

    [Fact]
    public void Every_function_has_a_case()
    {
        Assert.Empty(FunctionTable.All.Select(function => function.Name).Except(s_cases.Select(one => one.Function)));
    }

    [Fact]
    public void Every_function_states_its_meaning_and_its_types()
    {
        Assert.All(FunctionTable.All, function =>
        {
            Assert.EndsWith(".", function.Meaning, StringComparison.Ordinal);
            Assert.NotEmpty(function.Signatures);
        });
        Assert.Equal(FunctionTable.All.Count, FunctionTable.All.Select(function => function.Name).Distinct().Count());
    }

    private static IEnumerable<string> Run(DuckDBConnection connection, FunctionCase one, ScalarNode[] arguments, bool admitsNull)
    {
        Schema schema = new(one.Arguments.Select((argument, i) => new Column($"c{i}", argument.Type, admitsNull)).ToValueList());
        object?[] row = one.Arguments.Select(argument => argument.Value).ToArray();
        using TwoEngines engines = new(connection, schema, row);
        ScalarNode call = Call(one, arguments);
        object? expected = one.Result is null ? new EvaluationException("") : one.Result.Value;
        object? dotNet = engines.InDotNet(call, row)[0];
        object? duckDb = engines.Query($"SELECT {DuckDbDialect.Scalar(call)} FROM input", out string? error) is [[var value]]
            ? value
            : new EvaluationException(error ?? "no row");
        if (!Agrees(expected, dotNet))
            yield return $"{one.Function}({string.Join(", ", row.Select(TwoEngines.Show))}): expected {TwoEngines.Show(expected)}, .NET {TwoEngines.Show(dotNet)}";
        if (!Agrees(expected, duckDb))
            yield return $"{one.Function}({string.Join(", ", row.Select(TwoEngines.Show))}): expected {TwoEngines.Show(expected)}, DuckDB {TwoEngines.Show(duckDb)} by {DuckDbDialect.Scalar(call)}";
    }

    // Some arguments must be constants; then only the first is a column.
    private static ScalarNode Call(FunctionCase one, ScalarNode[] arguments)
    {
        bool constantsOnly = FunctionTable.Find(one.Function).Refusal(arguments) is not null;
        return FunctionTable.Call(one.Function, constantsOnly ? [arguments[0], .. one.Arguments.Skip(1)] : arguments);
    }

    private static bool Agrees(object? expected, object? actual) => expected is EvaluationException
        ? actual is EvaluationException
        : TwoEngines.Same(expected, actual, tolerance: 0)
            && (expected is not double number || double.IsNegative(number) == double.IsNegative((double)actual!) || double.IsNaN(number));

    private static IEnumerable<string> Lines()
    {
        Assembly assembly = typeof(FunctionCaseTests).Assembly;
        foreach (string name in assembly.GetManifestResourceNames().Where(name => name.Contains(".Algebra.Cases.", StringComparison.Ordinal)))
        {
            using Stream stream = assembly.GetManifestResourceStream(name)!;
            using StreamReader reader = new(stream);
            while (reader.ReadLine() is { } line)
            {
                if (line.Trim() is { Length: > 0 } text && text[0] != '#')
                    yield return text;
            }
        }
    }
}
