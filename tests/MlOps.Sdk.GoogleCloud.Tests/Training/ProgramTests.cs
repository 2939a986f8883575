using Microsoft.Extensions.DependencyInjection;
using MlOps.Sdk.Artifacts;
using MlOps.Sdk.Data;
using MlOps.Sdk.GoogleCloud.Tests.Pipelines;
using MlOps.Sdk.Models;
using MlOps.Sdk.Testing;
using MlOps.Sdk.Training;

namespace MlOps.Sdk.GoogleCloud.Tests.Training;

/// <summary>A program of the user's trains in a container image of its own, made from the worker's.</summary>
public sealed class ProgramTests
{
    private const string Image = "europe-west4-docker.pkg.dev/my-project/mlops/stumps:1";
    private const string Script = "Training/Programs/stumps.py";

    [Fact]
    public async Task The_users_image_trains_the_model_that_the_local_process_trains()
    {
        Python.SkipIfMissing();
        await using GoogleCloudEmulator google = await StartAsync();
        // Nothing is deployed, and so no worker's image is needed.
        await using CloudRun cloud = CloudRun.On(google, configure: options =>
        {
            options.WorkerImage = "";
            options.Transform = TransformEngine.BigQuery;
        });
        await using LocalTwin local = new();
        Pipeline pipeline = Strikes(Learner.Program("python3", [Script], [Script], new { rounds = 4 }, Image));
        Assert.Empty((await cloud.Runner.PlanAsync(pipeline, TestContext.Current.CancellationToken)).Problems);

        PipelineRun there = await cloud.RunAsync(pipeline);
        PipelineRun here = await local.RunAsync(pipeline);

        Assert.InRange(there.Evaluation!["AreaUnderRocCurve"], 0.7, 1);
        Assert.Equal(await ScorerAsync(here, local.Services), await ScorerAsync(there, cloud.Services));
        Assert.All(here.Evaluation!.Metrics, metric => Assert.Equal(metric.Value, there.Evaluation[metric.Name], 1e-9));
    }

    [Fact]
    public async Task What_the_program_says_last_is_why_the_stage_fails()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no sh.");
        await using GoogleCloudEmulator google = await StartAsync();
        await using CloudRun cloud = CloudRun.On(google, configure: options => options.Transform = TransformEngine.BigQuery);

        PipelineRunException error = await Assert.ThrowsAsync<PipelineRunException>(
            () => cloud.RunAsync(Strikes(Learner.Program("sh", ["-c", "echo 'no module named xgboost' >&2; exit 3"], image: Image))));

        Assert.Contains("has failed with exit code 3", error.Message, StringComparison.Ordinal);
        Assert.Contains("no module named xgboost", error.Message, StringComparison.Ordinal);
    }

    private static Task<GoogleCloudEmulator> StartAsync() => GoogleCloudEmulator.StartAsync(
        options => options.Images[Image] = ["dotnet", Path.Combine(AppContext.BaseDirectory, "MlOps.Sdk.Worker.dll")]);

    private static async Task<string> ScorerAsync(PipelineRun run, IServiceProvider services)
    {
        DataFile bundle = run.Product<TrainedModel>().Bundle;
        string folder = await services.GetRequiredService<IArtifactStore>().FetchAsync(bundle, TestContext.Current.CancellationToken);
        return await File.ReadAllTextAsync(Path.Combine(folder, ModelBundle.ScorerFile), TestContext.Current.CancellationToken);
    }

    private static Pipeline Strikes(Learner learner) => new PipelineBuilder("strikes")
        .Ingest(Source.Csv<Strike>(Path.Combine(AppContext.BaseDirectory, "birdstrikes.csv")))
        .Transform(strikes => strikes.Select(s => new
        {
            s.FlightDate,
            s.AirportName,
            Knots = s.SpeedIASInKnots,
            Size = s.WildlifeSize,
            Damaged = s.EffectAmountOfDamage != "None",
        }))
        .Stage("strikes", stage => stage.SplitByHash(s => new { s.FlightDate, s.AirportName }, test: 0.2))
        .Train(learn => learn
            .Binary(label: s => s.Damaged)
            .Features(s => new { s.Knots, Size = Feature.Vocabulary(s.Size, size: 5) })
            .Try(learner))
        .Build();
}
