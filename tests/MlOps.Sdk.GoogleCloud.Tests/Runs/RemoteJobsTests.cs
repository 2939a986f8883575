using MlOps.Sdk.Runs;
using MlOps.Sdk.Stages;
using MlOps.Sdk.Testing;

namespace MlOps.Sdk.GoogleCloud.Tests.Runs;

public sealed class RemoteJobsTests : IAsyncDisposable
{
    private readonly StageFixture _fixture = new();
    private readonly Service _service = new();

    private string Key => Context().Key[..24];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    [Fact]
    public async Task The_id_is_made_of_the_key_and_journalled_before_the_job_is_started()
    {
        _service.Starting = () => Assert.Equal("1", _fixture.Notes["job:rows"]);

        Job job = await RunAsync();

        Assert.Equal($"mlops-{Key}-rows-1", job.Id);
        Assert.Equal(["start 1", "wait 1"], _service.Calls);
    }

    [Fact]
    public async Task Who_comes_after_a_killed_process_waits_for_its_job()
    {
        _service.Waiting = _ => throw new IOException("killed");
        await Assert.ThrowsAsync<IOException>(RunAsync);
        _service.Waiting = null;

        Assert.Equal($"mlops-{Key}-rows-1", (await RunAsync()).Id);
        Assert.Single(_service.Jobs);
    }

    [Fact]
    public async Task A_failed_job_is_told_and_the_next_attempt_starts_another()
    {
        _service.Waiting = _ => throw new StageException("rows: no such column.");
        StageException failure = await Assert.ThrowsAsync<StageException>(RunAsync);
        _service.Waiting = null;

        Assert.Equal("rows: no such column.", failure.Message);
        Assert.Equal($"mlops-{Key}-rows-2", (await RunAsync()).Id);
    }

    [Fact]
    public async Task A_job_that_failed_while_nobody_watched_is_replaced_at_once()
    {
        _service.Waiting = _ => throw new IOException("killed");
        await Assert.ThrowsAsync<IOException>(RunAsync);
        _service.Waiting = null;
        _service.Jobs[0] = _service.Jobs[0] with { Failed = true };

        Assert.Equal($"mlops-{Key}-rows-2", (await RunAsync()).Id);
    }

    [Fact]
    public async Task What_is_harmed_is_made_by_a_new_job_even_though_the_old_one_succeeded()
    {
        await RunAsync();

        Job job = await new RemoteJobs(_fixture.Context("rows", work: "the same", isRedone: true)).RunAsync("rows", _service, Token);

        Assert.Equal($"mlops-{Key}-rows-2", job.Id);
        Assert.Equal(job, await RunAsync());
    }

    [Fact]
    public async Task Cancelling_cancels_the_job_and_a_later_run_starts_another()
    {
        using CancellationTokenSource source = new();
        _service.Waiting = token =>
        {
            source.Cancel();
            token.ThrowIfCancellationRequested();
        };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new RemoteJobs(Context()).RunAsync("rows", _service, source.Token));
        _service.Waiting = null;

        Assert.Contains("cancel 1", _service.Calls);
        Assert.Equal($"mlops-{Key}-rows-2", (await RunAsync()).Id);
    }

    [Fact]
    public async Task Jobs_of_other_purposes_have_ids_of_their_own()
    {
        Job rows = await RunAsync();
        Job files = await new RemoteJobs(Context()).RunAsync("files", _service, Token);

        Assert.NotEqual(rows.Id, files.Id);
    }

    private Task<Job> RunAsync() => new RemoteJobs(Context()).RunAsync("rows", _service, Token);

    private StageContext Context() => _fixture.Context("rows", work: "the same");

    private sealed record Job(string Id, bool Failed);

    /// <summary>A service that keeps jobs by id, as BigQuery does.</summary>
    private sealed class Service : IRemoteWork<Job>
    {
        public List<Job> Jobs { get; } = [];

        public List<string> Calls { get; } = [];

        public Action? Starting { get; set; }

        public Action<CancellationToken>? Waiting { get; set; }

        public Task<Job> StartAsync(string id, CancellationToken cancellationToken)
        {
            Starting?.Invoke();
            Calls.Add($"start {id[^1]}");
            if (Jobs.Find(job => job.Id == id) is { } known)
                return Task.FromResult(known);
            Jobs.Add(new Job(id, Failed: false));
            return Task.FromResult(Jobs[^1]);
        }

        public Task<Job?> FindAsync(string id, CancellationToken cancellationToken) => Task.FromResult(Jobs.Find(job => job.Id == id));

        public bool HasFailed(Job job) => job.Failed;

        public Task<Job> WaitAsync(Job job, CancellationToken cancellationToken)
        {
            Waiting?.Invoke(cancellationToken);
            Calls.Add($"wait {job.Id[^1]}");
            return Task.FromResult(job);
        }

        public Task CancelAsync(Job job, CancellationToken cancellationToken)
        {
            Calls.Add($"cancel {job.Id[^1]}");
            return Task.CompletedTask;
        }
    }
}
