using System.Reflection;
using MlOps.Sdk.Algebra;
using MlOps.Sdk.Algebra.Functions;
using MlOps.Sdk.Data;
using MlOps.Sdk.Local.Tests.Algebra.Engines;

namespace MlOps.Sdk.Local.Tests.Algebra;

/// <summary>Cases/*.txt, run through every engine, with the arguments as columns and as constants.</summary>
public sealed class FunctionCaseTests
{
    private static readonly FunctionCase[] s_cases = Lines().Select(FunctionCase.Parse).ToArray();

    // A column for each type and position: every case is a row, so that there is one table for all.
    private static readonly Schema s_schema = new(Enumerable.Range(0, s_cases.Max(one => one.Arguments.Length))
        .SelectMany(_ => Signature.AllTypes, (position, type) => new Column(ColumnName(type, position), type))
        .ToValueList());

    [Theory]
    [InlineData(Engine.DotNet)]
    [InlineData(Engine.DuckDb)]
    [InlineData(Engine.BigQuery)]
    [InlineData(Engine.Beam)]
    public async Task Every_case_gives_its_result(Engine kind)
    {
        Assert.SkipWhen(EngineTables.WhyMissing(kind) is not null, EngineTables.WhyMissing(kind) ?? "");
        using IEngine engine = await EngineTables.CreateAsync(kind, s_schema, [.. s_cases.Select(Row)]);
        AssertAll(engine);
    }

    [Fact]
    public void Every_case_gives_its_result_in_the_emulators_BigQuery()
    {
        using EmulatedBigQueryTable engine = new(s_schema, [.. s_cases.Select(Row)]);
        AssertAll(engine);
    }

    private static void AssertAll(IEngine engine)
    {
        List<string> failures = [];
        for (int row = 0; row < s_cases.Length; row++)
        {
            foreach (ScalarNode call in Calls(s_cases[row]).Where(engine.Knows))
            {
                object? actual = engine.Evaluate(call, [row])[0];
                if (!EngineTables.Same(s_cases[row].Result is { } result ? result.Value : new EvaluationException("!"), actual, FunctionTable.Find(s_cases[row].Function).Ulps))
                    failures.Add($"{s_cases[row]}: but {TestValue.Show(actual)} by {engine.Print(call)}");
            }
        }

        Assert.True(failures.Count == 0, $"{failures.Count} differ\n{string.Join("\n", failures.Take(30))}");
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

    // The arguments as columns that are never null, as columns that may be, and as constants. Some must be constants; then only the first is a column.
    private static IEnumerable<ScalarNode> Calls(FunctionCase one)
    {
        foreach (bool nullable in one.Arguments.Any(argument => argument.Nullable) ? new[] { true } : [true, false])
        {
            ScalarNode[] columns = [.. one.Arguments.Select((argument, i) => new ColumnNode(ColumnName(argument.Type, i), argument.Type, nullable))];
            bool constantsOnly = FunctionTable.Find(one.Function).Refusal(columns) is not null;
            yield return FunctionTable.Call(one.Function, constantsOnly ? [columns[0], .. one.Arguments.Skip(1)] : columns);
        }

        yield return FunctionTable.Call(one.Function, [.. one.Arguments]);
    }

    private static object?[] Row(FunctionCase one) => [.. s_schema.Columns.Select(column =>
        one.Arguments.Where((argument, i) => ColumnName(argument.Type, i) == column.Name).Select(argument => argument.Value).FirstOrDefault())];

    private static string ColumnName(DataType type, int position) => $"{type}{position}";

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
