using MlOps.Sdk.Local.Tests.Pipelines;
using MlOps.Sdk.Runs;

namespace MlOps.Sdk.Local.Tests.Training.Programs;

/// <summary>A program's model is reused only as long as the program is the same.</summary>
public sealed class ProgramPipelineTests : IDisposable
{
    private readonly ProgramScripts _scripts = new();

    public void Dispose() => _scripts.Dispose();

    [Fact]
    public async Task A_changed_script_is_trained_again_and_an_unchanged_one_is_not()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no sh.");
        await using LocalRun run = new();
        await run.RunAsync(Strikes(Knows(weight: 1)));

        PipelineRun same = await run.RunAsync(Strikes(Knows(weight: 1)));
        PipelineRun changed = await run.RunAsync(Strikes(Knows(weight: 2)));

        Assert.All(same.Stages, stage => Assert.Equal(StageOutcome.Reused, stage.Outcome));
        StageRun trained = changed.Stages.Single(stage => stage.Name == "train");
        Assert.Equal(StageOutcome.Executed, trained.Outcome);
        Assert.StartsWith("plan.learner.files[0].digest: ", Assert.Single(trained.Reasons));
        Assert.NotEqual(same.Model!.Bundle, changed.Model!.Bundle);
        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(run.Root, "work")));
    }

    [Fact]
    public async Task A_program_that_fails_leaves_nothing_and_is_named_in_the_run()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no sh.");
        await using LocalRun run = new();

        PipelineRunException error = await Assert.ThrowsAsync<PipelineRunException>(() => run.RunAsync(Strikes(_scripts.Shell("echo half > \"$MLOPS_SCORER\"; exit 9"))));

        Assert.Contains("has failed with exit code 9", error.Message);
        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(run.Root, "work")));
    }

    // A bird's weight in pounds is all that it looks at.
    private Learner Knows(int weight) =>
        _scripts.Leaves($$"""{"scorer":"linear","featureCount":2,"transform":"Logistic","biases":[-1],"weights":[[0.001,{{weight}}]]}""");

    private static Pipeline Strikes(Learner learner) => new PipelineBuilder("strikes")
        .Ingest(Source.Csv<Strike>(Path.Combine(AppContext.BaseDirectory, "birdstrikes.csv")))
        .Transform(strikes => strikes.Select(s => new { s.FlightDate, s.AirportName, Knots = s.SpeedIASInKnots ?? 0, Large = s.WildlifeSize == "Large" ? 1 : 0, Damaged = s.EffectAmountOfDamage != "None" }))
        .Stage("strikes", stage => stage.SplitByHash(s => new { s.FlightDate, s.AirportName }, test: 0.2))
        .Train(learn => learn.Binary(label: s => s.Damaged).Features(s => new { s.Knots, s.Large }).Try(learner))
        .Build();
}
