using MlOps.Sdk.Data;
using MlOps.Sdk.Runs;

namespace MlOps.Sdk.Local.Tests.Pipelines;

/// <summary>Flights joined with their airports and with the delays of their airline, end to end.</summary>
public sealed class RelationalTests
{
    private static readonly Dictionary<string, string> s_airlines = new() { ["AA"] = "American", ["DL"] = "Delta" };

    private sealed record Departure(long Id, string Airline, string? Origin, double? Delay);

    private sealed record Airport(string Code, string City, double Elevation);

    [Fact]
    public async Task Rows_are_joined_with_a_second_source_looked_up_and_grouped()
    {
        await using LocalRun run = new();
        Write(run);

        PipelineRun result = await run.RunAsync(Departures(run));

        Assert.Equal(
            ["ingest", "profile", "ingest-airports", "profile-airports", "transform", "by-city"],
            result.Stages.Select(stage => stage.Name));
        Assert.Equal("Id Int64, Airline String, City String?, High Boolean, Delay Double?, Usual Double", result.Product<Dataset>("transform").Schema.ToString());
        Assert.Equal(4, result.Product<Dataset>("transform").Rows);
        Assert.Equal("City String?, Airlines Int64, Late Int64, Mean Double?", result.Product<Dataset>("by-city").Schema.ToString());
        Assert.Equal(3, result.Product<Dataset>("by-city").Rows);
    }

    [Fact]
    public async Task A_change_of_the_second_source_is_followed_as_far_as_other_rows_come_of_it()
    {
        await using LocalRun run = new();
        Write(run);
        PipelineRun first = await run.RunAsync(Departures(run));

        PipelineRun second = await run.RunAsync(Departures(run));
        run.Write("airports.csv", "Code,City,Elevation\nLAS,Las Vegas,665\nATL,Atlanta,313\nJFK,New York,4\n");
        PipelineRun third = await run.RunAsync(Departures(run));

        Assert.All(second.Stages, stage => Assert.Equal(StageOutcome.Reused, stage.Outcome));
        Assert.Equal(first.Product<Dataset>("by-city"), second.Product<Dataset>("by-city"));
        Assert.Equal(
            ["ingest-airports", "profile-airports", "transform"],
            third.Stages.Where(stage => stage.Outcome == StageOutcome.Executed).Select(stage => stage.Name));
    }

    [Fact]
    public async Task A_value_that_is_not_in_the_dictionary_is_an_error_that_names_the_column()
    {
        await using LocalRun run = new();
        run.Write("departures.csv", "Id,Airline,Origin,Delay\n1,AA,LAS,10\n2,ZZ,LAS,20\n");
        Pipeline pipeline = new PipelineBuilder("names")
            .Ingest(Source.Csv<Departure>(run.PathOf("departures.csv")))
            .Transform(departures => departures.Select(d => new { d.Id, Name = s_airlines[d.Airline] }))
            .Build();

        PipelineRunException exception = await Assert.ThrowsAsync<PipelineRunException>(() => run.RunAsync(pipeline));

        Assert.Contains("a value of column 'Airline' is not a key of the dictionary; write GetValueOrDefault", exception.Message);
    }

    private static void Write(LocalRun run)
    {
        run.Write("departures.csv", "Id,Airline,Origin,Delay\n1,AA,LAS,10\n2,AA,ATL,\n3,DL,,30\n4,ZZ,LAS,20\n");
        run.Write("airports.csv", "Code,City,Elevation\nLAS,Las Vegas,665\nATL,Atlanta,313\n");
    }

    private static Pipeline Departures(LocalRun run) => new PipelineBuilder("departures")
        .Ingest(Source.Csv<Departure>(run.PathOf("departures.csv")))
        .Transform(departures => departures
            .LeftJoin(
                Source.Csv<Airport>(run.PathOf("airports.csv")), d => d.Origin, a => a.Code,
                (d, a) => new { d.Id, d.Airline, a.City, High = a.Elevation > 500, d.Delay })
            .Join(
                departures.GroupBy(d => d.Airline).Select(g => new { Airline = g.Key, Usual = g.Average(d => d.Delay) }), d => d.Airline, u => u.Airline,
                (d, u) => new { d.Id, Airline = s_airlines.GetValueOrDefault(d.Airline, d.Airline), d.City, d.High, d.Delay, u.Usual }))
        .Transform(
            departures => departures.GroupBy(d => d.City).Select(g => new
            {
                City = g.Key,
                Airlines = g.DistinctCount(d => d.Airline),
                Late = g.Count(d => d.Delay > d.Usual),
                Mean = g.Average(d => d.Delay),
            }),
            name: "by-city")
        .Build();
}
