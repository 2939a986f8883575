using System.Text;
using System.Text.Json;
using MlOps.Sdk.Clients;
using MlOps.Sdk.Testing;

namespace MlOps.Sdk.GoogleCloud.Tests.Clients.Vertex;

public sealed class VertexJobsTests
{
    public static TheoryData<string, int> Faults { get; } = VertexClient.Cases(
        "GET customJobs\\?filter", "POST customJobs$", "GET customJobs/\\d+");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_job_is_started_waited_for_and_found_again_under_its_key()
    {
        await using VertexClient client = await VertexClient.StartAsync();
        List<string?> states = [];

        CustomJob started = await client.Vertex.CustomJobs.StartAsync(VertexClient.Job(), "key-1", Cancellation);
        CustomJob ended = await client.Vertex.CustomJobs.WaitAsync(started.Name!, job => states.Add(job.State), Cancellation);

        Assert.True(ended.HasSucceeded);
        Assert.Equal(VertexJobState.Succeeded, states[^1]);
        Assert.Equal("img/train", ended.JobSpec.WorkerPoolSpecs[0].ContainerSpec.ImageUri);
        Assert.NotNull(ended.EndTime);
        CustomJob again = await client.Vertex.CustomJobs.StartAsync(VertexClient.Job(), "key-1", Cancellation);
        Assert.Equal(started.Name, again.Name);
        CustomJob other = await client.Vertex.CustomJobs.StartAsync(VertexClient.Job(), "key-2", Cancellation);
        Assert.NotEqual(started.Name, other.Name);
        Assert.Equal(started.Id, (await client.Vertex.CustomJobs.GetAsync(started.Id!, Cancellation)).Id);
    }

    [Fact]
    public async Task A_job_that_failed_isnt_adopted()
    {
        await using VertexClient client = await VertexClient.StartAsync();
        CustomJob first = await client.Vertex.CustomJobs.StartAsync(VertexClient.Job("--exit=2"), "key", Cancellation);
        CustomJob failed = await client.Vertex.CustomJobs.WaitAsync(first.Name!, null, Cancellation);
        Assert.Equal((VertexJobState.Failed, 3), (failed.State, failed.Error!.Code));
        Assert.Contains("last complaint", failed.Error.Message, StringComparison.Ordinal);

        CustomJob second = await client.Vertex.CustomJobs.StartAsync(VertexClient.Job(), "key", Cancellation);

        Assert.NotEqual(first.Name, second.Name);
        Assert.Equal([second.Name, first.Name], (await client.Vertex.CustomJobs.FindAsync("key", Cancellation)).Select(job => job.Name));
    }

    [Fact]
    public async Task A_job_that_failed_is_told_from_the_one_that_an_ambiguous_failure_started()
    {
        await using VertexClient client = await VertexClient.StartAsync();
        CustomJob first = await client.Vertex.CustomJobs.StartAsync(VertexClient.Job("--exit=2"), "key", Cancellation);
        await client.Vertex.CustomJobs.WaitAsync(first.Name!, null, Cancellation);
        client.Emulator.Faults.Inject(Fault.ResetAfter, matches: exchange => exchange.Method == "POST");

        CustomJob second = await client.Vertex.CustomJobs.StartAsync(VertexClient.Job("--exit=2"), "key", Cancellation);

        Assert.NotEqual(first.Name, second.Name);
        Assert.Equal(2, (await client.Vertex.CustomJobs.FindAsync("key", Cancellation)).Count);
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Whatever_befalls_a_request_exactly_one_job_runs(string request, int fault)
    {
        await using VertexClient client = await VertexClient.StartAsync();
        client.Inject(request, fault);

        CustomJob started = await client.Vertex.CustomJobs.StartAsync(VertexClient.Job(), "key", Cancellation);
        CustomJob ended = await client.Vertex.CustomJobs.WaitAsync(started.Name!, null, Cancellation);

        Assert.True(ended.HasSucceeded);
        Assert.Equal(1, client.Emulator.Faults.Taken);
        Assert.Single(await VertexClient.AllAsync(client.Vertex.CustomJobs.ListAsync(null, Cancellation)));
    }

    [Fact]
    public async Task Cancelling_ends_a_job_and_does_nothing_to_one_that_has_ended()
    {
        await using VertexClient client = await VertexClient.StartAsync();
        CustomJob started = await client.Vertex.CustomJobs.StartAsync(VertexClient.Job("--stay"), "key", Cancellation);

        await client.Vertex.CustomJobs.CancelAsync(started.Name!, Cancellation);

        Assert.Equal(VertexJobState.Cancelled, (await client.Vertex.CustomJobs.WaitAsync(started.Name!, null, Cancellation)).State);
        await client.Vertex.CustomJobs.CancelAsync(started.Name!, Cancellation);
        await client.Vertex.CustomJobs.DeleteAsync(started.Name!, Cancellation);
        await client.Vertex.CustomJobs.DeleteAsync(started.Name!, Cancellation);
        GoogleCloudException missing = await Assert.ThrowsAsync<GoogleCloudException>(() => client.Vertex.CustomJobs.GetAsync(started.Name!, Cancellation));
        Assert.Equal(("Vertex AI", "customJobs.get", "NOT_FOUND"), (missing.Service, missing.Operation, missing.Reason));
    }

    [Fact]
    public async Task A_cancelled_wait_leaves_the_job_running()
    {
        await using VertexClient client = await VertexClient.StartAsync();
        CustomJob started = await client.Vertex.CustomJobs.StartAsync(VertexClient.Job("--stay"), "key", Cancellation);
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => client.Vertex.CustomJobs.WaitAsync(started.Name!, _ => stop.Cancel(), stop.Token));

        Assert.False((await client.Vertex.CustomJobs.GetAsync(started.Name!, Cancellation)).HasEnded);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Upper")]
    [InlineData("a.b")]
    [InlineData("a\"b")]
    public async Task A_key_that_cant_be_a_label_is_refused(string key)
    {
        await using VertexClient client = await VertexClient.StartAsync();

        await Assert.ThrowsAnyAsync<ArgumentException>(() => client.Vertex.CustomJobs.StartAsync(VertexClient.Job(), key, Cancellation));

        Assert.Empty(client.Emulator.Exchanges.All);
    }

    [Fact]
    public async Task A_tuning_job_tells_its_trials()
    {
        await using VertexClient client = await VertexClient.StartAsync();
        CustomJobSpec spec = VertexClient.Job().JobSpec;
        HyperparameterTuningJob job = new()
        {
            DisplayName = "tuning",
            MaxTrialCount = 3,
            ParallelTrialCount = 2,
            StudySpec = new StudySpec
            {
                Metrics = [new StudyMetric("score", "MAXIMIZE")],
                Parameters = [new StudyParameter { ParameterId = "x", DoubleValueSpec = new DoubleRange(1, 10), ScaleType = "UNIT_LOG_SCALE" }],
                Algorithm = "RANDOM_SEARCH",
                MeasurementSelectionType = "BEST_MEASUREMENT",
            },
            TrialJobSpec = spec with
            {
                WorkerPoolSpecs = [spec.WorkerPoolSpecs[0] with { ContainerSpec = new ContainerSpec { ImageUri = "img/tune" } }],
                Scheduling = new JobScheduling { Timeout = TimeSpan.FromMinutes(1.5), DisableRetries = true },
            },
        };

        HyperparameterTuningJob started = await client.Vertex.TuningJobs.StartAsync(job, "key", Cancellation);
        HyperparameterTuningJob ended = await client.Vertex.TuningJobs.WaitAsync(started.Name!, null, Cancellation);

        Assert.True(ended.HasSucceeded, ended.Error?.Message);
        Assert.Equal(TimeSpan.FromSeconds(90), ended.TrialJobSpec.Scheduling!.Timeout);
        Assert.Equal(3, ended.Trials!.Count);
        foreach (StudyTrial trial in ended.Trials)
        {
            double x = trial.Parameters.Single().Value.GetDouble();
            Assert.InRange(x, 1, 10);
            Assert.Equal(new TrialMetric("score", -((x - 3) * (x - 3))), trial.FinalMeasurement!.Metrics.Single());
            Assert.Equal(2, trial.FinalMeasurement.StepCount);
            Assert.NotNull(trial.FinalMeasurement.ElapsedDuration);
        }

        Assert.Equal(started.Name, (await client.Vertex.TuningJobs.StartAsync(job, "key", Cancellation)).Name);
    }

    [Fact]
    public async Task A_batch_prediction_tells_where_its_results_are()
    {
        await using VertexClient client = await VertexClient.StartAsync();
        client.Emulator.State.Objects.CreateBucket("b");
        client.Emulator.State.Objects.Put("b", "rows.jsonl", Encoding.UTF8.GetBytes("1\n2\n\"bad\"\n"), "application/jsonl");
        VertexModel model = await client.Vertex.Models.UploadAsync("m", VertexClient.Model(5), "key", Cancellation);

        BatchPredictionJob started = await client.Vertex.BatchPredictions.StartAsync(
            new BatchPredictionJob
            {
                DisplayName = "batch",
                Model = $"{model.Name}@{model.VersionId}",
                InputConfig = new BatchInput { InstancesFormat = "jsonl", GcsSource = new GcsSource(["gs://b/rows.jsonl"]) },
                OutputConfig = new BatchOutput { PredictionsFormat = "jsonl", GcsDestination = new GcsDestination("gs://b/out/") },
                DedicatedResources = new BatchResources { MachineSpec = new MachineSpec { MachineType = "n1-standard-4" } },
                ManualBatchTuningParameters = new BatchTuning(2),
                ModelParameters = JsonSerializer.SerializeToElement(new { a = 1 }),
            },
            "batch", Cancellation);
        BatchPredictionJob ended = await client.Vertex.BatchPredictions.WaitAsync(started.Name!, null, Cancellation);

        Assert.True(ended.HasSucceeded, ended.Error?.Message);
        Assert.Equal(new BatchCompletion(2, 1, 0), ended.CompletionStats);
        Assert.Contains("the instance is bad", ended.PartialFailures!.Single().Message, StringComparison.Ordinal);
        Assert.Equal(
            "{\"instance\":1,\"prediction\":5}\n{\"instance\":2,\"prediction\":10}\n",
            Encoding.UTF8.GetString(client.Emulator.State.Objects.Expand(ended.OutputInfo!.GcsOutputDirectory + "/prediction.results-*").Single().Read()));
    }
}
