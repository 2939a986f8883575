using MlOps.Sdk.Algebra.Dialects;
using MlOps.Sdk.Data;
using MlOps.Sdk.Plans;

namespace MlOps.Sdk.Core.Tests.Building;

/// <summary>What the verbs of <see cref="Rows{T}"/> become, and which columns come out.</summary>
public sealed class RowsTests
{
    private sealed record City(string Code, string Name, double Elevation);

    [Fact]
    public void Keys_and_aggregates_need_no_projection() => Become(
        "Origin String, N Int64, Mean Double",
        """
        SELECT "Origin", count(*) AS "N", avg("Distance") AS "Mean"
        FROM flights
        GROUP BY 1
        """,
        flights => flights.GroupBy(f => f.Origin).Select(g => new { Origin = g.Key, N = g.Count(), Mean = g.Average(f => f.Distance) }));

    [Fact]
    public void Expressions_over_aggregates_are_a_projection_of_them() => Become(
        "Share Double, Year Int64",
        """
        SELECT "CountIf"::DOUBLE / "Count"::DOUBLE AS "Share", "Year"
        FROM (
        SELECT year("Date") AS "Year", count(*) FILTER (WHERE "Origin" = 'LAS') AS "CountIf", count(*) AS "Count"
        FROM flights
        GROUP BY 1
        )
        """,
        flights => flights.GroupBy(f => f.Date.Year).Select(g => new { Share = g.Count(f => f.Origin == "LAS") / (double)g.Count(), Year = g.Key }));

    [Fact]
    public void An_aggregate_is_nullable_only_where_a_group_may_hold_no_value() => Become(
        "Key String, Sum Int64, Sum2 Double?, Mean Double, Mean2 Double?, Least Double?, Last Timestamp, Spread Double?, Median Double?, Middle Double, N Int64",
        null,
        flights => flights.GroupBy(f => f.Origin).Select(g => new
        {
            g.Key,
            Sum = g.Sum(f => f.Id),
            Sum2 = g.Sum(f => f.Delay),
            Mean = g.Average(f => f.Distance),
            Mean2 = g.Average(f => f.Delay),
            Least = g.Min(f => f.Delay),
            Last = g.Max(f => f.Date),
            Spread = g.StandardDeviation(f => f.Distance),
            Median = g.Quantile(f => f.Distance, 0.5),
            Middle = g.Quantile(f => f.Id, 0.5),
            N = g.DistinctCount(f => f.Delay),
        }));

    [Fact]
    public void The_key_alone_is_one_row_or_several_columns()
    {
        Become("Origin String", null, flights => flights.GroupBy(f => f.Origin).Select(g => g.Key));
        Become("Origin String, Month Int64", null, flights => flights.GroupBy(f => new { f.Origin, f.Date.Month }).Select(g => g.Key));
    }

    [Fact]
    public void A_join_reads_what_it_needs_and_renames_what_would_clash() => Become(
        "Origin String, Other String, Same Boolean",
        """
        SELECT "Origin", "Origin2" AS "Other", "Destination" = "Origin2" AS "Same"
        FROM (
        SELECT "Origin", "Destination"
        FROM flights
        ) AS left_rows
        JOIN (
        SELECT "Destination" AS "Destination2", "Origin" AS "Origin2"
        FROM flights
        ) AS right_rows ON "Origin" = "Destination2"
        """,
        flights => flights.Join(flights, f => f.Origin, o => o.Destination, (f, o) => new { f.Origin, Other = o.Origin, Same = f.Destination == o.Origin }));

    [Fact]
    public void Computed_keys_are_columns_of_their_own() => Become(
        "Id Int64",
        """
        SELECT "Id"
        FROM (
        SELECT year("Date") AS "key", "Id"
        FROM flights
        ) AS left_rows
        JOIN (
        SELECT year("Date") + 1 AS "key2"
        FROM flights
        ) AS right_rows ON "key" = "key2"
        """,
        flights => flights.Join(flights, f => f.Date.Year, o => o.Date.Year + 1, (f, o) => new { f.Id }));

    [Fact]
    public void The_right_columns_of_a_left_join_may_be_null_whatever_their_type_says() => Become(
        "Id Int64, Name String?, Height Double, Elevation Double?, Found Boolean",
        null,
        flights => flights.LeftJoin(
            Source.Csv<City>("cities.csv"), f => f.Origin, c => c.Code,
            (f, c) => new { f.Id, c.Name, Height = (double?)c.Elevation ?? 0, c.Elevation, Found = c != null }));

    [Fact]
    public void A_pair_of_rows_may_be_one_of_them()
    {
        Become(
            "Id Int64, Origin String, Destination String, Distance Double, Date Timestamp, Delay Double?",
            null,
            flights => flights.Join(Source.Csv<City>("cities.csv"), f => f.Origin, c => c.Code, (f, c) => f));
        Become(
            "Code String?, Name String?, Elevation Double?",
            null,
            flights => flights.LeftJoin(Source.Csv<City>("cities.csv"), f => f.Origin, c => c.Code, (f, c) => c));
    }

    [Fact]
    public void A_limit_goes_to_the_sorting_that_it_is_meant_for() => Become(
        "Miles Double",
        """
        SELECT "Distance" AS "Miles"
        FROM (
        SELECT *
        FROM flights
        WHERE ("Distance" > 100e0 AND NOT isnan("Distance"))
        ORDER BY isnan("Distance") ASC NULLS LAST, "Distance" DESC NULLS LAST, "Id" ASC NULLS LAST
        LIMIT 10
        )
        """,
        flights => flights.OrderByDescending(f => f.Distance).ThenBy(f => f.Id).Select(f => new { Miles = f.Distance }).Where(f => f.Miles > 100).Take(10));

    [Fact]
    public void A_second_source_is_ingested_and_profiled_under_its_name_and_once()
    {
        Pipeline pipeline = new PipelineBuilder("sources")
            .Ingest(Source.Csv<Flight>("flights.csv"))
            .Transform(flights => flights
                .Join(Source.Csv<City>("data/cities-*.csv.gz"), f => f.Origin, c => c.Code, (f, c) => new { f.Id, f.Destination, From = c.Name })
                .Join(Source.Csv<City>("data/cities-*.csv.gz"), f => f.Destination, c => c.Code, (f, c) => new { f.Id, f.From, To = c.Name }))
            .Transform(flights => flights.Concat(flights.From(Source.Rows(new[] { new { Id = 1L, From = "a", To = "b" } }, name: "extra"), name: "more", profile: false)))
            .Build();

        Assert.Equal(["ingest", "profile", "ingest-cities", "profile-cities", "transform", "more", "transform-2"], pipeline.Plan.Stages.Select(stage => stage.Name));
        Assert.Equal(["ingest", "ingest-cities"], pipeline.Plan.Stages[4].Inputs);
        Assert.Equal(["transform", "more"], pipeline.Plan.Stages[6].Inputs);
        Assert.True(pipeline.Bindings.ContainsKey("extra"));
        Assert.Contains("of ingest, ingest-cities", pipeline.Describe());
    }

    [Fact]
    public void A_source_that_was_verified_is_an_input_before_the_stages_that_are_waited_for()
    {
        Pipeline pipeline = new PipelineBuilder("waits")
            .Ingest(Source.Csv<Flight>("flights.csv"))
            .Verify(check => check.RowCount(1))
            .Transform(flights => flights.Join(Source.Csv<City>("cities.csv"), f => f.Origin, c => c.Code, (f, c) => new { f.Id, c.Name }))
            .Build();

        Assert.Equal(["ingest", "ingest-cities", "verify"], pipeline.Plan.Stages.OfType<TransformPlan>().Single().Inputs);
        Assert.Contains("of ingest, ingest-cities", pipeline.Describe());
    }

    [Fact]
    public void After_a_join_or_an_aggregation_the_instances_are_the_rows_that_come_out()
    {
        Assert.Equal("transform", Instances(flights => flights.Join(Source.Csv<City>("cities.csv"), f => f.Origin, c => c.Code, (f, c) => f)));
        Assert.Equal("transform", Instances(flights => flights.Distinct()));
        Assert.Equal("transform", Instances(flights => flights.Concat(flights)));
        Assert.Equal("transform", Instances(flights => flights.OrderBy(f => f.Date).Take(100)));
        Assert.Equal("transform", Instances(flights => flights
            .GroupBy(f => f.Id)
            .Select(g => new Flight(g.Key, g.Min(f => f.Origin), g.Min(f => f.Destination), g.Max(f => f.Distance), g.Max(f => f.Date), g.Max(f => f.Delay)))));
    }

    [Fact]
    public void A_lookup_leaves_the_instances_as_they_are()
    {
        Dictionary<string, string> names = new() { ["LAS"] = "Las Vegas" };
        Assert.Equal("ingest", Instances(flights => flights
            .Select(f => new Flight(f.Id, names.GetValueOrDefault(f.Origin, f.Origin), f.Destination, f.Distance, f.Date, f.Delay))));
    }

    private static string Instances(Func<Rows<Flight>, Rows<Flight>> transform) => new PipelineBuilder("instances")
        .Ingest(Source.Csv<Flight>("flights.csv"))
        .Transform(transform)
        .Stage("flights", stage => stage.SplitByHash(f => f.Id, test: 0.2))
        .Train(learn => learn.Regression(f => f.Distance).Features(f => new { f.Id }).Try(Learner.LightGbm()))
        .Build()
        .Plan.Stages.OfType<FeaturesPlan>().Single().Inputs[1];

    private static void Become<T>(string schema, string? sql, Func<Rows<Flight>, Rows<T>> transform)
    {
        Pipeline pipeline = new PipelineBuilder("rows").Ingest(Source.Csv<Flight>("flights.csv"), profile: false).Transform(transform).Build();

        TransformPlan plan = pipeline.Plan.Stages.OfType<TransformPlan>().Single();
        Assert.Equal(schema, plan.Schema!.ToString());
        Assert.Equal(plan.Schema, RelationBinder.Bind(plan.Relation!, [.. pipeline.Plan.SchemasOf(plan).Select(known => known!)], "rows").Schema);
        if (sql is not null)
            Assert.Equal(sql.ReplaceLineEndings("\n"), DuckDbDialect.Relation(plan.Relation!, ["flights"]));
    }
}
