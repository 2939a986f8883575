using MlOps.Sdk.Algebra;
using MlOps.Sdk.Building;
using MlOps.Sdk.Data;
using MlOps.Sdk.Plans;

namespace MlOps.Sdk.Core.Tests.Building;

/// <summary>Wrong use of joins, groups, unions and lookups is told at Build, all at once, with what to write.</summary>
public sealed class WrongRowsTests
{
    [Fact]
    public void Build_reports_every_problem_of_a_transform_at_once() => Fails(
        flights => flights
            .Join(flights, f => f.Distance, o => o.Distance, (f, o) => new { f.Id, Text = o.Destination.Normalize() })
            .GroupBy(f => f.Text)
            .Select(g => new { g.Key, N = g.Count(f => f.Id.GetHashCode() > 0), Q = g.Quantile(f => f.Id, g.Count()) }),
        "'Distance' is a Double and can't be a key of a join: numbers that should be equal often differ in the last bit. "
            + "Join by whole numbers, as in (long)Math.Round(f.Price * 100).",
        "'o.Destination.Normalize()'",
        "'f.Id.GetHashCode()'",
        "'g.Quantile(f => f.Id, g.Count())': the fraction must be a constant or a captured variable.");

    [Fact]
    public void A_group_is_no_row() => Fails(flights => flights.GroupBy(f => f.Origin).Select(g => g), "'g': a group is no row; write new { g.Key, N = g.Count() }.");

    [Fact]
    public void A_key_of_several_columns_is_no_value() => Fails(
        flights => flights.GroupBy(f => new { f.Origin, f.Destination }).Select(g => new { g.Key, g.Key.Origin }),
        "the key has 2 columns; write g.Key.Origin, g.Key.Destination.");

    [Fact]
    public void An_aggregate_can_not_read_the_group() => Fails(
        flights => flights.GroupBy(f => f.Origin).Select(g => new { g.Key, N = g.Count(f => f.Destination == g.Key) }),
        "an aggregate looks at rows and can't read the group; compute with the aggregate's result instead.");

    [Fact]
    public void A_fraction_beyond_1_and_a_negative_count_are_refused() => Fails(
        flights => flights.GroupBy(f => f.Origin).Select(g => new { g.Key, Q = g.Quantile(f => f.Id, 90) }).Take(-1),
        "transform: -1 rows can't be taken. Write Take(n) with an n of at least 0.",
        "transform: the fraction of the quantile 'Q' must be 0 to 1, was 90.");

    [Fact]
    public void Rows_of_another_transform_are_refused()
    {
        Rows<Flight>? kept = null;
        PipelineException exception = Assert.Throws<PipelineException>(() => new PipelineBuilder("kept")
            .Ingest(Source.Csv<Flight>("flights.csv"))
            .Transform(flights => kept = flights)
            .Transform(flights => flights.Concat(kept!))
            .Build());

        Assert.Equal(
            "transform-2: the other rows are of another Transform. Read them here with rows.From(source), or do both in one Transform.",
            Assert.Single(exception.Problems).ToString());
    }

    [Fact]
    public void Columns_that_do_not_exist_are_found_as_soon_as_they_are_known()
    {
        PipelineException exception = Assert.Throws<PipelineException>(() => new PipelineBuilder("dynamic")
            .Ingest(Source.Csv("flights.csv"))
            .Transform(rows => rows.Select(r => new { Origin = (string?)r["Origin"], Miles = (double?)r["Distance"] }))
            .Transform<NoTransformer, Row>()
            .Transform(rows => rows.Select(r => new { A = (string?)r["A"] }).OrderBy(r => r.A).Take(3))
            .Transform<NoTransformer, Row>()
            .Transform(rows => rows.Union(rows.Where(r => (long)r["A"] > 0)), name: "unknown")
            .Transform(_ => Hand(new ProjectNode(new InputNode(1), [new("a", ConstantNode.Of(1L)), new("A", ConstantNode.Of(2L))])), name: "hand")
            .Build());

        Assert.Equal(
            ["hand: input 1 is read, but the stage has 1, counted from 0.", "hand: two columns are named 'a'. Names must differ in more than case."],
            exception.Problems.Select(problem => problem.ToString()));
    }

    [Fact]
    public void Unions_and_joins_of_a_plan_from_json_are_held_to_the_same_rules()
    {
        InputNode input = new();
        ProjectNode numbers = new(input, [new("a", ConstantNode.Of(1L)), new("b", ConstantNode.Of(1.5))]);
        ProjectNode texts = new(input, [new("a", ConstantNode.Of("x")), new("c", ConstantNode.Of(1.5))]);
        PipelinePlan plan = new("hand", [
            new IngestPlan { Name = "ingest", Source = new CsvSourcePlan("x.csv") },
            new TransformPlan { Name = "union", Inputs = ["ingest"], Relation = new UnionNode(numbers, texts) },
            new TransformPlan { Name = "join", Inputs = ["ingest"], Relation = new JoinNode(numbers, texts, JoinKind.Inner, [new("a", "a"), new("b", "price")]) },
            new TransformPlan { Name = "sum", Inputs = ["ingest"], Relation = new AggregateNode(texts, [], [new("s", AggregateKind.Sum, new ColumnNode("a", DataType.String, false))]) },
        ]);

        string[] problems = [.. Assert.Throws<PipelineException>(() => Pipeline.FromPlan(plan)).Problems.Select(problem => problem.ToString())];

        Assert.Equal(
            [
                "union: the second rows of a union lack 'b'. Give both the same columns with Select.",
                "union: the first rows of a union lack 'c'. Give both the same columns with Select.",
                "union: 'a' is an Int64 in the first rows of a union and a String in the second. Convert one of them with Select.",
                "join: the join compares 'a', an Int64, with 'a', a String. Convert one of them in its key.",
                "join: there is no column 'price'. There are 'a', 'c'.",
                "join: two columns are named 'a'. Names must differ in more than case.",
                "sum: 's' can't be the Sum of a String.",
            ],
            problems);
    }

    [Fact]
    public void A_lookup_that_can_not_travel_in_a_plan_is_refused()
    {
        Dictionary<string, string?> holes = new() { ["a"] = null };
        Dictionary<double, string> numbers = new() { [0.1] = "x" };
        Dictionary<string, Guid> codes = [];
        Dictionary<long, long> many = Enumerable.Range(0, 10_001).ToDictionary(number => (long)number, number => (long)number);
        Fails(
            flights => flights.Select(f => new { A = holes[f.Origin], B = numbers[f.Distance], C = codes[f.Origin], D = many[f.Id] }),
            "the entry of 'a' is null; leave it out, which means the same.",
            "the keys of a dictionary must be texts, whole numbers, days, instants or Booleans.",
            "an entry can't be a Guid; keep a dictionary for each of its values.",
            "a dictionary may have up to 10000 entries. Make rows of it: .Join(Source.Rows(entries), …).");
    }

    [Fact]
    public void A_grouping_can_not_be_executed() =>
        Assert.Throws<InvalidOperationException>(() => ((Grouping<string, Flight>)System.Runtime.CompilerServices.RuntimeHelpers
            .GetUninitializedObject(typeof(Grouping<string, Flight>))).Count());

    private static Rows<Row> Hand(RelationNode relation) =>
        new(relation, schema: null, new InputsDraft(new PipelineDraft("hand", []), "hand", "ingest"));

    private static void Fails<T>(Func<Rows<Flight>, Rows<T>> transform, params string[] problems)
    {
        PipelineException exception = Assert.Throws<PipelineException>(
            () => new PipelineBuilder("wrong").Ingest(Source.Csv<Flight>("flights.csv")).Transform(transform).Build());
        foreach (string problem in problems)
            Assert.Contains(problem, exception.Message);
        Assert.Equal(problems.Length, exception.Problems.Count);
    }
}
