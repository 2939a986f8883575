using Microsoft.Extensions.DependencyInjection;
using MlOps.Sdk.Clients;
using MlOps.Sdk.Runs;
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
