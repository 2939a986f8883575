using Microsoft.Extensions.Logging.Abstractions;
using MlOps.Sdk.Clients;
using MlOps.Sdk.Testing;

namespace MlOps.Sdk.GoogleCloud.Tests.Clients.Dataflow;

public sealed class DataflowClientTests : IAsyncLifetime
{
    private const string One = "pipeline: {type: chain, transforms: [{type: Create, config: {elements: [1]}}, {type: LogForTesting}]}";
    private const string Endless = "pipeline: {type: chain, transforms: [{type: Create, config: {elements: [1]}}, {type: Filter, config: {language: python, keep: {callable: \"def f(row):\\n  while True:\\n    pass\\n\"}}}]}";

    private GoogleCloudEmulator _google = null!;
    private GoogleCloudConnection _connection = null!;
    private DataflowClient _dataflow = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string> FaultsOfOneRequest { get; } = ["503", "429", "before", "after", "truncated", "html"];

    public async ValueTask InitializeAsync()
    {
        _google = await GoogleCloudEmulator.StartAsync();
        GoogleCloudOptions options = new()
        {
            ProjectId = "p",
            Region = "europe-west3",
            Endpoint = _google.Address.AbsoluteUri,
            Retry = { FirstDelay = TimeSpan.FromMilliseconds(1), MaxDelay = TimeSpan.FromMilliseconds(5) },
        };
        _connection = new GoogleCloudConnection(options, TimeProvider.System, NullLogger.Instance, new Random(1));
        _dataflow = new DataflowClient(_connection);
    }

    public async ValueTask DisposeAsync()
    {
        _connection.Dispose();
        await _google.DisposeAsync();
    }

    [Fact]
    public async Task A_job_is_launched_watched_and_done()
    {
        SkipWithoutPython();
        List<DataflowJobState> seen = [];

        DataflowJob launched = await _dataflow.LaunchAsync(Launch("job", One) with { Environment = Rich() }, Cancellation);
        DataflowJob done = await _dataflow.WaitAsync(launched.Id, new Seen(job => seen.Add(job.State)), Cancellation);

        Assert.Equal(("job", "europe-west3", "2.75.0"), (done.Name, done.Region, done.BeamVersion));
        Assert.Equal("k1", done.Labels[DataflowJob.LaunchLabel]);
        Assert.Equal("v", done.Labels["team"]);
        Assert.True(done.HasEnded);
        Assert.Equal(DataflowJobState.Done, seen[^1]);
        Assert.Equal(seen.Distinct().Order(), seen);
    }

    [Fact]
    public async Task The_same_launch_is_the_same_job_whatever_became_of_it()
    {
        SkipWithoutPython();
        DataflowJob first = await _dataflow.LaunchAsync(Launch("job", One), Cancellation);
        await _dataflow.WaitAsync(first.Id, null, Cancellation);

        DataflowJob again = await _dataflow.LaunchAsync(Launch("job", One), Cancellation);
        DataflowJob other = await _dataflow.LaunchAsync(Launch("job", One, "k2"), Cancellation);

        Assert.Equal(first.Id, again.Id);
        Assert.NotEqual(first.Id, other.Id);
        Assert.Equal(other.Id, (await _dataflow.FindAsync("job", "k2", Cancellation))?.Id);
        Assert.Null(await _dataflow.FindAsync("job", "k3", Cancellation));
    }

    [Fact]
    public async Task A_name_that_another_job_has_is_refused_with_what_to_do()
    {
        SkipWithoutPython();
        await _dataflow.LaunchAsync(Launch("job", Endless), Cancellation);

        GoogleCloudException exception = await Assert.ThrowsAsync<GoogleCloudException>(() => _dataflow.LaunchAsync(Launch("job", Endless, "k2"), Cancellation));

        Assert.Equal(
            "Dataflow, flexTemplates.launch of job: Another job of the name 'job' is active. Wait for it, or cancel it: gcloud dataflow jobs list --region=europe-west3 --status=active.",
            exception.Message);
    }

    [Theory]
    [MemberData(nameof(FaultsOfOneRequest))]
    public async Task Whatever_befalls_a_request_there_is_one_job_and_it_is_found(string fault)
    {
        SkipWithoutPython();
        int requests = 0;
        for (int nth = 1; nth <= 4; nth++)
        {
            string name = $"job-{nth}";
            _google.Exchanges.Clear();
            _google.Faults.Inject(FaultOf(fault), nth);

            DataflowJob launched = await _dataflow.LaunchAsync(Launch(name, One), Cancellation);
            DataflowJob done = await _dataflow.WaitAsync(launched.Id, null, Cancellation);

            Assert.Equal(launched.Id, done.Id);
            Assert.Single(await JobsAsync(name));
            requests = Math.Max(requests, _google.Exchanges.All.Count);
            _google.Faults.Clear();
        }

        Assert.True(requests >= 4);
        Assert.Equal(4, _google.Faults.Taken);
    }

    [Theory]
    [MemberData(nameof(FaultsOfOneRequest))]
    public async Task A_job_is_cancelled_whatever_befalls_a_request(string fault)
    {
        SkipWithoutPython();
        DataflowJob launched = await _dataflow.LaunchAsync(Launch("job", Endless), Cancellation);
        _google.Faults.Inject(FaultOf(fault));

        await _dataflow.CancelAsync(launched.Id, Cancellation);
        GoogleCloudException exception = await Assert.ThrowsAsync<GoogleCloudException>(() => _dataflow.WaitAsync(launched.Id, null, Cancellation));
        DataflowJob ended = await _dataflow.CancelAsync(launched.Id, Cancellation);

        Assert.Equal(DataflowJobState.Cancelled, ended.State);
        Assert.Equal("JOB_STATE_CANCELLED", exception.Reason);
        Assert.Contains("The job 'job' ended as Cancelled.", exception.Message, StringComparison.Ordinal);
        Assert.Equal(1, _google.Faults.Taken);
    }

    [Fact]
    public async Task A_failed_job_says_what_failed_the_newest_last_and_where_its_log_is()
    {
        SkipWithoutPython();
        DataflowJob launched = await _dataflow.LaunchAsync(
            Launch("job", "pipeline: {type: chain, transforms: [{type: Create, config: {elements: [0]}}, {type: MapToFields, name: Divide, config: {language: python, fields: {q: {expression: 1 / element, output_type: number}}}}]}"),
            Cancellation);

        GoogleCloudException exception = await Assert.ThrowsAsync<GoogleCloudException>(() => _dataflow.WaitAsync(launched.Id, null, Cancellation));

        Assert.Equal("JOB_STATE_FAILED", exception.Reason);
        Assert.StartsWith($"Dataflow, jobs.get of {launched.Id}: The job 'job' failed. Traceback (most recent call last)", exception.Message, StringComparison.Ordinal);
        Assert.EndsWith(
            $"Workflow failed. Causes: ZeroDivisionError: division by zero [while running 'Divide']. Its log: https://console.cloud.google.com/dataflow/jobs/europe-west3/{launched.Id}?project=p",
            exception.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Braces_mean_nothing_in_a_pipeline()
    {
        SkipWithoutPython();
        DataflowJob launched = await _dataflow.LaunchAsync(
            Launch("job", "pipeline: {type: chain, transforms: [{type: Create, config: {elements: [\"{{x}} {% y %} {# z #} {{{\"]}}, {type: AssertEqual, config: {elements: [{element: \"{{x}} {% y %} {# z #} {{{\"}]}}]}"),
            Cancellation);

        Assert.Equal(DataflowJobState.Done, (await _dataflow.WaitAsync(launched.Id, null, Cancellation)).State);
        Assert.Equal("a {{ '{{' }}b}} {{ '{%' }} {{ '{{' }}{", DataflowJson.Literal("a {{b}} {% {{{"));
    }

    [Fact]
    public async Task Waiting_stops_when_told_and_the_job_goes_on()
    {
        SkipWithoutPython();
        DataflowJob launched = await _dataflow.LaunchAsync(Launch("job", Endless), Cancellation);
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _dataflow.WaitAsync(
            launched.Id, new Seen(job => { if (job.State == DataflowJobState.Running) stop.Cancel(); }), stop.Token));

        Assert.False((await _dataflow.GetAsync(launched.Id, Cancellation)).HasEnded);
    }

    [Theory]
    [InlineData("Job", "k", "was 'Job'")]
    [InlineData("job-", "k", "was 'job-'")]
    [InlineData("job", "K", "was 'K'")]
    public async Task A_launch_that_can_not_be_made_is_refused_before_anything_is_sent(string name, string key, string message)
    {
        ArgumentException exception = await Assert.ThrowsAsync<ArgumentException>(() => _dataflow.LaunchAsync(Launch(name, One, key), Cancellation));

        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
        Assert.Empty(_google.Exchanges.All);
    }

    private static DataflowLaunch Launch(string name, string yaml, string key = "k1") => new() { JobName = name, LaunchKey = key, Pipeline = yaml };

    private static DataflowEnvironment Rich() => new()
    {
        TempLocation = "gs://b/tmp",
        StagingLocation = "gs://b/staging",
        ServiceAccount = "worker@p.iam.gserviceaccount.com",
        MachineType = "n2-standard-4",
        Workers = 1,
        MaxWorkers = 3,
        Network = "default",
        Subnetwork = "regions/europe-west3/subnetworks/jobs",
        PublicAddresses = false,
        KmsKey = "projects/p/locations/europe-west3/keyRings/r/cryptoKeys/k",
        Labels = new Dictionary<string, string> { ["team"] = "v" },
    };

    private static Fault FaultOf(string name) => name switch
    {
        "503" => Fault.Status(503),
        "429" => Fault.Status(429, retryAfter: 0),
        "before" => Fault.ResetBefore,
        "after" => Fault.ResetAfter,
        "truncated" => Fault.Truncated,
        _ => Fault.Html,
    };

    private static void SkipWithoutPython() => Assert.SkipUnless(
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => folder.Length > 0 && File.Exists(Path.Combine(folder, "python3"))),
        "there is no python3 on this machine");

    private async Task<IReadOnlyList<System.Text.Json.Nodes.JsonNode?>> JobsAsync(string name)
    {
        System.Text.Json.Nodes.JsonObject page = await _connection.Open(GoogleApi.Dataflow).SendAsync<System.Text.Json.Nodes.JsonObject>(
            new ApiCall(HttpMethod.Get, "jobs.list", $"v1b3/projects/{"p"}/locations/{"europe-west3"}/jobs") { Query = { ["name"] = name } }, Cancellation);
        return [.. page["jobs"]!.AsArray()];
    }

    private sealed class Seen(Action<DataflowJob> see) : IProgress<DataflowJob>
    {
        public void Report(DataflowJob value) => see(value);
    }
}
