using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using MlOps.Sdk.Clients;
using MlOps.Sdk.Runs;
using MlOps.Sdk.Testing;
using MlOps.Sdk.Training;

namespace MlOps.Sdk.GoogleCloud.Tests.Pipelines;

/// <summary>Learners are compared and settings are searched on Vertex AI, by the worker.</summary>
public sealed class SearchTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_spot_check_ranks_as_on_Local_and_what_the_search_chooses_is_trained()
    {
        await using CloudRun cloud = await CloudRun.StartAsync(options => options.Transform = TransformEngine.BigQuery);
        await using LocalTwin local = new();

        PipelineRun there = await cloud.RunAsync(BirdStrikes.BuildSearched());
        PipelineRun here = await local.RunAsync(BirdStrikes.BuildCompared());

        AssertSameRanking(here.Product<SpotCheck>(), there.Product<SpotCheck>());
        Tuning search = there.Product<Tuning>();
        Assert.Equal("AreaUnderRocCurve", search.Metric);
        Assert.Equal([1, 2, 3, 4], search.Trials.Select(trial => trial.Number));
        Assert.Equal(["own", "model", "model", "model"], search.Trials.Select(trial => trial.Origin));
        Assert.Equal(there.Product<SpotCheck>().Learner, search.Trials[0].Learner);
        Assert.Equal(4, search.Trials.Select(trial => trial.Learner).Distinct().Count());
        Assert.All(search.Trials, trial => Assert.Equal((1, 3), (Assert.Single(trial.Rungs).Share, trial.Rungs[0].Scores.Count)));
        Assert.All(search.Trials, trial => Assert.InRange(trial.Rungs[0].Score, 0.5, search.Trials[search.Best - 1].Rungs[0].Score));
        Assert.Equal(search.Trials[search.Best - 1].Learner, search.Learner);
        Assert.Equal(search.Learner, there.Product<TrainedModel>().Learner);
        Assert.Equal(1, there.Model!.Version);

        PipelineRun again = await cloud.RunAsync(BirdStrikes.BuildSearched());
        Assert.All(again.Stages, stage => Assert.Equal(StageOutcome.Reused, stage.Outcome));
        Assert.Equal((3, 1), await JobsAsync(cloud));
    }

    [Fact]
    public async Task What_Vertex_AI_is_asked_for_is_the_plan()
    {
        await using CloudRun cloud = await CloudRun.StartAsync(options => options.Transform = TransformEngine.BigQuery);

        await cloud.RunAsync(BirdStrikes.BuildSearched(tune => tune.AtRandom().Batch(2).Folds(2).Search<LightGbmLearner>(light => light
            .Between(l => l.Leaves, 4, 31, logarithmic: true)
            .Between(l => l.LearningRate, 0.05, 0.3)
            .OneOf(l => l.MinimumExamplesPerLeaf, 5, 20)).Search<LinearLearner>(linear => linear.Between(l => l.L2, 0.1, 10))));

        HyperparameterTuningJob job = await Vertex(cloud).TuningJobs.ListAsync(null, Token).SingleAsync(Token);
        Assert.Equal((3, 2, 3), (job.MaxTrialCount, job.ParallelTrialCount, job.MaxFailedTrialCount));
        Assert.Equal("RANDOM_SEARCH", job.StudySpec.Algorithm);
        Assert.Equal(["leaves", "learningRate", "minimumExamplesPerLeaf"], job.StudySpec.Parameters.Select(parameter => parameter.ParameterId));
        Assert.Equal(["run", "--task", job.TrialJobSpec.WorkerPoolSpecs[0].ContainerSpec.Args[2], "--trial"], job.TrialJobSpec.WorkerPoolSpecs[0].ContainerSpec.Args);
        Assert.Equal(["1", "2", "3"], job.Trials!.Select(trial => trial.Id));
        Assert.All(job.Trials!, trial => Assert.Equal("SUCCEEDED", trial.State));
    }

    [Theory]
    [InlineData("POST", false)]
    [InlineData("POST", true)]
    [InlineData("GET", true)]
    public async Task Killed_during_a_search_and_run_again_it_waits_for_the_same_job(string method, bool after)
    {
        await using GoogleCloudEmulator google = await CloudRun.StartEmulatorAsync();
        await using CloudRun place = CloudRun.On(google);
        Func<Exchange, bool> ofSearch = exchange => exchange.Method == method && exchange.Target.Contains("/hyperparameterTuningJobs", StringComparison.Ordinal);

        (int exitCode, _) = await CloudProcess.RunAsync(
            place, google, kill => google.Faults.Inject(after ? Fault.After("killed after", kill) : Fault.Before("killed before", kill), matches: ofSearch), "search");
        google.Faults.Clear();
        (int again, string output) = await CloudProcess.RunAsync(place, google, kill: null, "search");

        Assert.NotEqual(0, exitCode);
        Assert.True(again == 0, output);
        Assert.InRange(double.Parse(output, CultureInfo.InvariantCulture), 0.75, 1);
        Assert.Equal((3, 1), await JobsAsync(place));
    }

    [Fact]
    public async Task A_search_is_cancelled_with_its_stage_and_found_to_have_been()
    {
        await using CloudRun cloud = await CloudRun.StartAsync(options => options.Transform = TransformEngine.BigQuery);
        using CancellationTokenSource source = CancellationTokenSource.CreateLinkedTokenSource(Token);
        cloud.Google.Faults.Inject(Fault.After("cancelled", source.Cancel), matches: exchange =>
            exchange.Method == "POST" && exchange.Target.EndsWith("/hyperparameterTuningJobs", StringComparison.Ordinal));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cloud.Runner.RunAsync(BirdStrikes.BuildSearched(tune => tune.Folds(2)), source.Token));
        HyperparameterTuningJob cancelled = await Vertex(cloud).TuningJobs.ListAsync(null, Token).SingleAsync(Token);
        cancelled = await Vertex(cloud).TuningJobs.WaitAsync(cancelled.Name!, null, Token);
        PipelineRun run = await cloud.RunAsync(BirdStrikes.BuildSearched(tune => tune.Folds(2)));

        Assert.Equal(VertexJobState.Cancelled, cancelled.State);
        Assert.Equal(4, run.Product<Tuning>().Trials.Count);
        Assert.Equal((3, 2), await JobsAsync(cloud));
    }

    [Fact]
    public async Task Settings_that_cannot_be_trained_are_told_and_the_search_goes_on()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no sh.");
        const string Script = """
            grep -q '"kind": *"broken"' "$MLOPS_TRAINING_TASK" && { echo 'no such kind' >&2; exit 3; }
            grep -q '"kind": *"strange"' "$MLOPS_TRAINING_TASK" && exit 4
            printf '{"scorer":"linear","featureCount":1,"transform":"Logistic","biases":[0],"weights":[[0.01]]}' > "$MLOPS_SCORER"
            """;
        await using CloudRun cloud = await CloudRun.StartAsync(options => options.Transform = TransformEngine.BigQuery);
        Pipeline pipeline = new PipelineBuilder("strikes")
            .Ingest(Source.Csv<Strike>(Path.Combine(AppContext.BaseDirectory, "birdstrikes.csv")))
            .Stage("strikes", stage => stage.SplitByHash(s => new { s.FlightDate, s.AirportName }, test: 0.2))
            .Train(learn => learn
                .Binary(label: s => s.EffectAmountOfDamage != "None")
                .Features(s => new { Knots = Feature.Standardize(s.SpeedIASInKnots) })
                .Try(Learner.Program("sh", ["-c", Script], settings: new { Kind = "plain" }))
                .Tune(trials: 6, tune => tune.AtRandom().Folds(2).Search<ProgramLearner>(program => program.OneOf("settings.kind", "plain", "broken", "strange"))))
            .Build();

        Tuning search = (await cloud.RunAsync(pipeline)).Product<Tuning>();

        Assert.Equal(6, search.Trials.Count);
        Assert.Equal(1, search.Best);
        Assert.All(search.Trials, trial => Assert.Equal(KindOf(trial) != "plain", trial.Failure is not null));
        Assert.All(search.Trials.Where(trial => KindOf(trial) == "broken"), trial => Assert.Contains("no such kind", trial.Failure, StringComparison.Ordinal));
        Assert.True(search.Trials.Select(KindOf).Distinct().Count() > 1, "The seed proposes one kind only; take another number of trials.");

        static string KindOf(TunedTrial trial) => JsonDocument.Parse(((ProgramLearner)trial.Learner).Settings!).RootElement.GetProperty("kind").GetString()!;
    }

    private static void AssertSameRanking(SpotCheck here, SpotCheck there)
    {
        Assert.Equal((here.Learner, here.Metric, here.Rows, here.Folds), (there.Learner, there.Metric, there.Rows, there.Folds));
        Assert.Equal(here.Warnings, there.Warnings);
        Assert.Equal(here.Ranking.Select(ranked => ranked.Learner), there.Ranking.Select(ranked => ranked.Learner));
        foreach ((RankedLearner one, RankedLearner other) in here.Ranking.Zip(there.Ranking))
        {
            Assert.Equal(one.Failure, other.Failure);
            Assert.All(one.Scores.Zip(other.Scores), scores => Assert.Equal(scores.First, scores.Second, 1e-9));
            Assert.Equal(one.Mean, other.Mean, 1e-9);
            Assert.Equal(one.Low, other.Low, 1e-9);
            Assert.Equal(one.High, other.High, 1e-9);
        }
    }

    private static IVertexAi Vertex(CloudRun cloud) => cloud.Services.GetRequiredService<IVertexAi>();

    private static async Task<(int Custom, int Tuning)> JobsAsync(CloudRun cloud) => (
        await Vertex(cloud).CustomJobs.ListAsync(null, Token).CountAsync(Token), await Vertex(cloud).TuningJobs.ListAsync(null, Token).CountAsync(Token));
}
