using MlOps.Sdk.Algebra;
using MlOps.Sdk.Algebra.Dialects;
using MlOps.Sdk.Algebra.Functions;
using MlOps.Sdk.Data;

namespace MlOps.Sdk.House.Tests;

/// <summary>The README says which engine has what, as the function table and the renderings have it.</summary>
public sealed class SupportMatrixTests
{
    private const string Accept = "MLOPS_ACCEPT_SUPPORT_MATRIX";
    private const string Begin = "<!-- written by SupportMatrixTests -->\n";
    private const string End = "<!-- end -->\n";

    private static readonly Schema s_schema = new([new("a", DataType.Int64, false)]);
    private static readonly ColumnNode s_a = new("a", DataType.Int64, false);

    [Fact]
    public void The_support_matrix_of_the_README_is_that_of_the_function_table()
    {
        string readme = Repository.Read("README.md").ReplaceLineEndings("\n");
        int begin = readme.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
        int end = readme.IndexOf(End, StringComparison.Ordinal);
        string actual = string.Join("\n", Lines()) + "\n";
        if (Environment.GetEnvironmentVariable(Accept) == "1")
        {
            File.WriteAllText(Repository.PathOf("README.md"), readme[..begin] + actual + readme[end..]);
            return;
        }

        Assert.True(readme[begin..end] == actual, $"The support matrix of the README should be\n\n{actual}\nWrite it: {Accept}=1 dotnet test tests/MlOps.Sdk.House.Tests");
    }

    private static IEnumerable<string> Lines() =>
    [
        "| | written in C# | .NET | DuckDB | BigQuery | Beam |",
        "|---|---|---|---|---|---|",
        .. Verbs().Select(verb => Row(verb.Name, verb.Spelling, engine => Gap(verb.Relation, engine))),
        .. FunctionTable.Families.Select(family => Row(
            family.Name,
            string.Join(", ", family.Functions.SelectMany(function => function.Spellings).Distinct(StringComparer.Ordinal).Select(spelling => $"`{spelling.Replace("|", "\\|", StringComparison.Ordinal)}`")),
            engine => Gap(family, engine))),
    ];

    private static string Row(string name, string spellings, Func<Engine, string> gap) =>
        $"| {name} | {spellings} | {string.Join(" | ", Enum.GetValues<Engine>().Select(gap))} |";

    private static string Gap(FunctionFamily family, Engine engine)
    {
        string[] gaps = [.. family.Functions.Select(function => function.GapOf(engine)).OfType<string>()];
        return gaps.Length == 0 ? "yes" : $"all but {string.Join(", ", gaps.Select(gap => $"`{gap}`"))}";
    }

    // Rows are computed by the engines; .NET computes values, from one row.
    private static string Gap(RelationNode relation, Engine engine)
    {
        try
        {
            _ = engine switch
            {
                Engine.DuckDb => DuckDbDialect.Relation(relation, ["t"]),
                Engine.BigQuery => GoogleSqlDialect.Relation(relation, ["t"]),
                Engine.Beam => BeamDialect.Pipeline(relation, [new("t", "t.parquet", s_schema)], "out"),
                _ => relation is ProjectNode or FilterNode ? "" : throw new NotSupportedException(),
            };
            return "yes";
        }
        catch (NotSupportedException)
        {
            return "–";
        }
    }

    private static IEnumerable<(string Name, string Spelling, RelationNode Relation)> Verbs()
    {
        InputNode rows = new();
        RelationNode other = new ProjectNode(rows, [new("b", s_a)]);
        yield return ("Rows", "`.Where`, `.Select`", new ProjectNode(new FilterNode(rows, FunctionTable.Call("less", s_a, ConstantNode.Of(1))), [new("a", s_a)]));
        yield return ("Joins", "`.Join`, `.LeftJoin`", new JoinNode(rows, other, JoinKind.Left, [new("a", "b")]));
        yield return ("Groups", "`.GroupBy` with `g.Count()`, `.Sum`, `.Average`, `.Min`, `.Max`, `.StandardDeviation`, `.DistinctCount`", Grouped(Enum.GetValues<AggregateKind>().Except([AggregateKind.Quantile])));
        yield return ("Quantiles", "`g.Quantile`", Grouped([AggregateKind.Quantile]));
        yield return ("Sets", "`.Distinct`, `.Concat`, `.Union`", new DistinctNode(new UnionNode(rows, rows)));
        yield return ("Order", "`.OrderBy`, `.ThenBy`, `.Take`", new SortLimitNode(rows, [new(s_a)], 10));

        RelationNode Grouped(IEnumerable<AggregateKind> kinds) => new AggregateNode(
            rows,
            [new("key", s_a)],
            kinds.Select(kind => new NamedAggregate($"{kind}", kind, kind == AggregateKind.CountIf ? FunctionTable.Call("less", s_a, ConstantNode.Of(1)) : s_a, 0.5)).ToValueList());
    }
}
