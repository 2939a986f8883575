using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using MlOps.Sdk.Clients;
using MlOps.Sdk.Data;
using MlOps.Sdk.Deployments;
using MlOps.Sdk.Runs;
using MlOps.Sdk.Testing;

namespace MlOps.Sdk.GoogleCloud.Tests.Pipelines;

/// <summary>What the first example's run on Google Cloud reuses, forecasts, cancels and keeps to itself.</summary>
public sealed class CloudRunTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_second_run_reuses_everything_and_starts_no_job()
    {
        await using CloudRun cloud = await CloudRun.StartAsync(options => options.Transform = TransformEngine.BigQuery);
        await cloud.RunAsync(BirdStrikes.Build());
        cloud.Google.Exchanges.Clear();

        PipelineRun again = await cloud.RunAsync(BirdStrikes.Build());

        Assert.All(again.Stages, stage => Assert.Equal(StageOutcome.Reused, stage.Outcome));
        Assert.DoesNotContain(cloud.Google.Exchanges.All, exchange => exchange.Method is "POST" or "PUT" or "PATCH" or "DELETE");
    }

    [Fact]
    public async Task An_object_that_was_overwritten_is_noticed_and_its_stage_runs_again()
    {
        await using CloudRun cloud = await CloudRun.StartAsync(options => options.Transform = TransformEngine.BigQuery);
        PipelineRun run = await cloud.RunAsync(BirdStrikes.Build());
        ObjectUri rows = ObjectUri.Parse(run.Product<StagedDataset>().Data.Parts[0].Location) with { Generation = null };
        await cloud.Services.GetRequiredService<ICloudStorage>().WriteAsync(rows, "other"u8.ToArray(), new WriteOptions(), Token);

        PipelineRun again = await cloud.RunAsync(BirdStrikes.Build());

        StageRun stage = again.Stages.Single(stage => stage.Name == "stage");
        Assert.Equal(StageOutcome.Executed, stage.Outcome);
        Assert.StartsWith("file missing or changed: gs://my-bucket/mlops/stages/", Assert.Single(stage.Reasons));
        Assert.Equal(run.Evaluation, again.Evaluation);
    }

    [Fact]
    public async Task A_plan_says_what_would_be_read_and_what_is_missing()
    {
        await using CloudRun cloud = await CloudRun.StartAsync(options =>
        {
            options.Transform = TransformEngine.BigQuery;
            options.WorkerImage = "";
        });
        await Assert.ThrowsAsync<PipelineRunException>(() => cloud.RunAsync(BirdStrikes.Build()));
        cloud.Google.Exchanges.Clear();

        RunForecast forecast = await cloud.Runner.PlanAsync(BirdStrikes.Build(), Token);

        Problem problem = Assert.Single(forecast.Problems);
        Assert.Equal(
            "MlOps:GoogleCloud:WorkerImage: the stage 'train' runs in the worker, of which no image is named. Name the worker's container image.", problem.ToString());
        Assert.Equal(StageExpectation.Executed, forecast.Stages.Single(stage => stage.Name == "train").Expectation);
        Assert.Equal(StageExpectation.Reused, forecast.Stages.Single(stage => stage.Name == "features").Expectation);
        Assert.All(
            cloud.Google.Exchanges.All.Where(exchange => exchange.Method == "POST"),
            exchange => Assert.Contains("\"dryRun\":true", Encoding.UTF8.GetString(exchange.Body), StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_a_service_refuses_is_a_problem_of_the_plan()
    {
        await using CloudRun cloud = await CloudRun.StartAsync();
        cloud.Google.Faults.Inject(Fault.Status(403), matches: exchange => exchange.Target.Contains("/b/my-bucket", StringComparison.Ordinal));

        RunForecast forecast = await cloud.Runner.PlanAsync(BirdStrikes.Build(), Token);

        Assert.StartsWith("Cloud Storage: Cloud Storage, buckets.get of", Assert.Single(forecast.Problems).ToString());
    }

    [Fact]
    public async Task A_query_beyond_the_budget_is_refused_before_it_costs_anything()
    {
        await using CloudRun cloud = await CloudRun.StartAsync(options => options.Transform = TransformEngine.BigQuery, mlOps => mlOps.ByteBudget = 1000);

        PipelineRunException exception = await Assert.ThrowsAsync<PipelineRunException>(() => cloud.RunAsync(BirdStrikes.Build()));

        Assert.Contains("bytesBilledLimitExceeded", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_fails_in_the_worker_is_told_here()
    {
        await using CloudRun cloud = await CloudRun.StartAsync(options => options.Transform = TransformEngine.BigQuery);
        ICloudStorage storage = cloud.Services.GetRequiredService<ICloudStorage>();
        cloud.Google.Faults.Inject(
            Fault.Before("the staged rows are deleted", () => DeleteAsync(storage, "gs://my-bucket/mlops/stages/").GetAwaiter().GetResult()),
            matches: exchange => exchange.Method == "POST" && exchange.Target.EndsWith("/customJobs", StringComparison.Ordinal));

        PipelineRunException exception = await Assert.ThrowsAsync<PipelineRunException>(() => cloud.RunAsync(BirdStrikes.Build()));

        Assert.Contains("The replica workerpool0-0 exited with a non-zero status of 1", exception.Message, StringComparison.Ordinal);
        Assert.Contains("objects.get of gs://my-bucket/mlops/stages/", exception.Message, StringComparison.Ordinal);
        Assert.Contains("Its log: https://console.cloud.google.com/ai/platform/locations/europe-west4/training/", exception.Message, StringComparison.Ordinal);
    }

    private static async Task DeleteAsync(ICloudStorage storage, string prefix)
    {
        await foreach (CloudObject found in storage.ListAsync(ObjectUri.Parse(prefix), Token))
        {
            if (found.Uri.Name.EndsWith(".parquet", StringComparison.Ordinal))
                await storage.DeleteAsync(found.Uri, Token);
        }
    }

    [Fact]
    public async Task An_image_that_is_not_there_is_named()
    {
        await using CloudRun cloud = await CloudRun.StartAsync(options =>
        {
            options.Transform = TransformEngine.BigQuery;
            options.WorkerImage = "europe-west4-docker.pkg.dev/my-project/mlops/worker:none";
        });

        PipelineRunException exception = await Assert.ThrowsAsync<PipelineRunException>(() => cloud.RunAsync(BirdStrikes.Build()));

        Assert.Contains("europe-west4-docker.pkg.dev/my-project/mlops/worker:none", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cancelling_the_run_cancels_the_training_job()
    {
        await using CloudRun cloud = await CloudRun.StartAsync(options => options.Transform = TransformEngine.BigQuery);
        using CancellationTokenSource source = CancellationTokenSource.CreateLinkedTokenSource(Token);
        cloud.Google.Faults.Inject(Fault.After("cancelled", source.Cancel), matches: exchange =>
            exchange.Method == "POST" && exchange.Target.EndsWith("/customJobs", StringComparison.Ordinal));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cloud.Runner.RunAsync(BirdStrikes.Build(), source.Token));

        CustomJob job = Assert.Single(await cloud.Services.GetRequiredService<IVertexAi>().CustomJobs.ListAsync(null, Token).ToListAsync(Token));
        Assert.Contains(job.State, new[] { VertexJobState.Cancelling, VertexJobState.Cancelled });
    }

    [Fact]
    public async Task The_next_version_takes_the_traffic_and_the_one_before_can_be_rolled_back_to()
    {
        await using CloudRun cloud = await CloudRun.StartAsync(options =>
        {
            options.Transform = TransformEngine.BigQuery;
            options.KeptDeployments = 1;
        });
        await cloud.RunAsync(BirdStrikes.Build());
        IVertexEndpoints endpoints = cloud.Services.GetRequiredService<IVertexAi>().Endpoints;
        string first = Assert.Single((await endpoints.GetAsync("bird-strikes", Token)).DeployedModels!).Id;
        PipelineRun second = await cloud.RunAsync(BirdStrikes.Build(seed: 7));

        VertexEndpoint endpoint = await endpoints.GetAsync("bird-strikes", Token);
        Assert.Equal(2, endpoint.DeployedModels!.Count);
        Assert.DoesNotContain(endpoint.TrafficSplit!, share => share.Key == first && share.Value > 0);
        Assert.Equal(2, second.Product<Deployment>().Version.Version);

        VertexEndpoint back = await endpoints.SetTrafficAsync("bird-strikes", first, 100, Token);
        Assert.Equal(100, back.TrafficSplit![first]);
    }

    [Fact]
    public async Task Secrets_and_session_URIs_appear_in_no_log_error_or_store()
    {
        const string secret = "ya29.a-token-that-nobody-may-see";
        List<string> lines = [];
        await using CloudRun cloud = await CloudRun.StartAsync(
            options =>
            {
                options.Transform = TransformEngine.BigQuery;
                options.AccessToken = secret;
                // So that even small files go by sessions.
                options.Storage.ResumableFrom = 1;
            },
            logging: builder => builder.SetMinimumLevel(LogLevel.Trace).AddProvider(new LineLoggerProvider(lines)));
        cloud.Google.Faults.Inject(Fault.ResetAfter, nth: 3, matches: exchange => exchange.Target.Contains("/upload/", StringComparison.Ordinal));
        await cloud.RunAsync(BirdStrikes.Build());

        string[] sessions = [.. cloud.Google.Exchanges.All
            .Where(exchange => exchange.Target.Contains("upload_id=", StringComparison.Ordinal))
            .Select(exchange => exchange.Target[(exchange.Target.IndexOf("upload_id=", StringComparison.Ordinal) + "upload_id=".Length)..].Split('&')[0])
            .Distinct()];
        Assert.NotEmpty(sessions);
        Assert.NotEmpty(lines);
        string[] secrets = [secret, .. sessions];
        Assert.DoesNotContain(lines, line => secrets.Any(one => line.Contains(one, StringComparison.Ordinal)));
        foreach (string path in Directory.EnumerateFiles(cloud.Root, "*", SearchOption.AllDirectories).Where(path => !path.EndsWith(".lock", StringComparison.Ordinal)))
        {
            byte[] content = await ReadSharedAsync(path);
            Assert.DoesNotContain(secrets, one => content.AsSpan().IndexOf(Encoding.UTF8.GetBytes(one)) >= 0);
        }
    }

    // The run store may be open.
    private static async Task<byte[]> ReadSharedAsync(string path)
    {
        await using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using MemoryStream content = new();
        await stream.CopyToAsync(content, Token);
        return content.ToArray();
    }
}
