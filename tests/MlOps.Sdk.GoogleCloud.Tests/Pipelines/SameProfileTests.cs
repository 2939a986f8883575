using System.Text.Json;
using System.Text.Json.Nodes;
using MlOps.Sdk.Data;
using MlOps.Sdk.Plans;
using MlOps.Sdk.Runs;

namespace MlOps.Sdk.GoogleCloud.Tests.Pipelines;

/// <summary>What BigQuery says of rows is what the local platform says of them.</summary>
public sealed class SameProfileTests
{
    private const double Tolerance = 1e-9;

    [Fact]
    public async Task Profiles_and_checks_of_the_bird_strikes_are_the_same()
    {
        await using CloudRun cloud = await CloudRun.StartAsync();
        await using LocalTwin local = new();

        PipelineRun there = await cloud.RunAsync(Build());
        PipelineRun here = await local.RunAsync(Build());

        foreach (string stage in (string[])["profile", "profile-stage", "verify"])
            AssertSame(stage, Json(here, stage), Json(there, stage));
        DatasetProfile profile = there.Product<DatasetProfile>("profile-stage");
        Assert.Equal(["train", "test"], profile.Splits.Select(split => split.Split));
        Assert.Contains(profile.Columns, column => column.Label?.Measure == AssociationMeasure.CramersV);
        Assert.Contains(profile.Columns, column => column.Label?.Measure == AssociationMeasure.Pearson);
        Verification verification = there.Product<Verification>("verify");
        Assert.Equal(3, verification.Checks.Count(check => !check.Passed && check.Examples.Count == 5));
    }

    [Fact]
    public async Task A_check_that_does_not_hold_in_BigQuery_is_the_evidence_of_the_run()
    {
        await using CloudRun cloud = await CloudRun.StartAsync();
        Pipeline pipeline = new PipelineBuilder("strikes")
            .Ingest(Strikes(), profile: false)
            .Verify(check => check.OneOf(s => s.WildlifeSize, ["Small", "Medium"]))
            .Stage("strikes")
            .Build();

        PipelineRunException exception = await Assert.ThrowsAsync<PipelineRunException>(() => cloud.RunAsync(pipeline));

        StageRun verify = exception.Run.Stages.Single(stage => stage.Name == "verify");
        Assert.Equal("Large", Assert.IsType<Verification>(verify.Evidence).Checks[0].Examples[0].Values[0].Value);
        Assert.Equal(StageOutcome.Skipped, exception.Run.Stages.Single(stage => stage.Name == "stage").Outcome);
    }

    private static Source<Strike> Strikes() => Source.Csv<Strike>(Path.Combine(AppContext.BaseDirectory, "birdstrikes.csv"));

    private static Pipeline Build()
    {
        PipelinePlan plan = new PipelineBuilder("strikes")
            .Ingest(Strikes())
            .Verify(check => check
                .RowCount(atLeast: 5_000)
                .NotNull(s => s.FlightDate)
                .Between(s => s.SpeedIASInKnots, 0, 1000)
                .Matches(s => s.AircraftMakeModel, "^[A-Z0-9]", atLeast: 0.9)
                .References(s => s.OriginState, Strikes(), s => s.OriginState)
                .Fresh(s => s.FlightDate, within: TimeSpan.FromDays(365_000))
                .Similar(s => s.SpeedIASInKnots)
                .Similar(s => s.WildlifeSpecies)
                .Warn(warn => warn
                    .OneOf(s => s.WildlifeSize, ["Small", "Medium"])
                    .Unique(s => s.AirportName)
                    .That(s => s.SpeedIASInKnots > 100)))
            .Stage("strikes", stage => stage.SplitByTime(s => s.FlightDate, testFrom: new DateOnly(2000, 1, 1)))
            .Train(learn => learn
                .Binary(label: s => s.EffectAmountOfDamage != "None")
                .Features(s => new { Phase = Feature.Vocabulary(s.PhaseOfFlight, size: 10) })
                .Try(Learner.Linear()))
            .Build().Plan;
        return Pipeline.FromPlan(plan with { Stages = plan.Stages.TakeWhile(stage => stage is not FeaturesPlan).ToValueList() });
    }

    private static JsonNode Json(PipelineRun run, string stage) => JsonSerializer.SerializeToNode(run.Stages.Single(one => one.Name == stage).Product, PlanJson.Compact)!;

    private static void AssertSame(string path, JsonNode? here, JsonNode? there)
    {
        switch (here, there)
        {
            // Of these BigQuery gives approximations.
            case var _ when path.EndsWith(".quantiles", StringComparison.Ordinal) || path.EndsWith(".distribution", StringComparison.Ordinal):
                break;
            case (JsonObject first, JsonObject second):
                Assert.Equal(first.Select(member => member.Key), second.Select(member => member.Key));
                foreach ((string name, JsonNode? value) in first)
                    AssertSame($"{path}.{name}", value, second[name]);
                break;
            case (JsonArray first, JsonArray second):
                Assert.True(first.Count == second.Count, $"{path}: {first.Count} and {second.Count}");
                for (int index = 0; index < first.Count; index++)
                    AssertSame($"{path}[{index}]", first[index], second[index]);
                break;
            case (JsonValue first, JsonValue second) when first.TryGetValue(out double one) && second.TryGetValue(out double other):
                Assert.True(Math.Abs(one - other) <= Tolerance * Math.Max(1, Math.Abs(one)), $"{path}: {one:R} and {other:R}");
                break;
            default:
                Assert.True(here?.ToJsonString() == there?.ToJsonString(), $"{path}: {here} and {there}");
                break;
        }
    }
}
