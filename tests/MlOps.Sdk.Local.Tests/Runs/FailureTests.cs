using Microsoft.Extensions.DependencyInjection;
using MlOps.Sdk.Plans;
using MlOps.Sdk.Runs;
using MlOps.Sdk.Stages;

namespace MlOps.Sdk.Local.Tests.Runs;

public sealed class FailureTests : IAsyncDisposable
{
    private readonly JumpingTime _time = new();
    private readonly RunnerHost _host;
    private readonly string _source;

    public FailureTests()
    {
        _host = new RunnerHost(configure: services => services.AddSingleton<TimeProvider>(_time));
        _source = Path.Combine(_host.Root, "source.txt");
        File.WriteAllText(_source, "1");
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task Stages_after_a_failed_one_are_skipped_and_independent_ones_finish()
    {
        PipelineRunException exception = await Assert.ThrowsAsync<PipelineRunException>(() => _host.RunAsync(
            NumberStages.Ingest(_source),
            ScriptedTransformer.Plan("bad", (_, _) => throw new StageException("bad: no such luck. Try another.")),
            NumberStages.Add(1, "good"),
            NumberStages.Add(1, "after-bad", null, "bad"),
            NumberStages.Add(1, "after-good", null, "good"),
            NumberStages.Add(1, "last", null, "after-bad", "after-good")));

        Assert.Equal(
            "The pipeline 'test' failed in 1 stage, 2 after it didn't run (run " + exception.Run.Id + "):" + Environment.NewLine + "  bad: no such luck. Try another.",
            exception.Message);
        Assert.IsType<StageException>(exception.InnerException);
        Assert.Equal(RunState.Failed, exception.Run.State);
        Assert.Equal(
            [StageOutcome.Executed, StageOutcome.Failed, StageOutcome.Executed, StageOutcome.Skipped, StageOutcome.Executed, StageOutcome.Skipped],
            exception.Run.Stages.Select(stage => stage.Outcome));
        Assert.Equal(["bad failed"], exception.Run.Stages[3].Reasons);
        Assert.Equal(["after-bad didn't run"], exception.Run.Stages[5].Reasons);
    }

    [Fact]
    public async Task Every_failed_stage_is_in_the_message()
    {
        PipelineRunException exception = await Assert.ThrowsAsync<PipelineRunException>(() => _host.RunAsync(
            NumberStages.Ingest(_source),
            ScriptedTransformer.Plan("first", (_, _) => throw new StageException("the first one")),
            ScriptedTransformer.Plan("second", (_, _) => throw new IOException("no space"))));

        Assert.Contains("  first: the first one", exception.Message);
        Assert.Contains("  second: IOException: no space", exception.Message);
        Assert.Equal(2, Assert.IsType<AggregateException>(exception.InnerException).InnerExceptions.Count);
    }

    [Fact]
    public async Task A_stage_is_tried_again_as_often_as_its_plan_says_with_doubled_pauses()
    {
        int attempts = 0;
        PipelineRun run = await _host.RunAsync(
            NumberStages.Ingest(_source),
            ScriptedTransformer.Plan(
                "flaky", (context, _) => context.Attempt < 4 ? throw new IOException($"not yet, {++attempts}") : Task.CompletedTask,
                new ExecutionPlan { Retries = 3, RetryDelay = TimeSpan.FromMinutes(1) }));

        Assert.Equal(StageOutcome.Executed, run.Stages[1].Outcome);
        Assert.Equal(4, run.Stages[1].Attempts);
        Assert.Equal([TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(4)], _time.Waits);
    }

    [Fact]
    public async Task When_all_retries_fail_the_error_says_how_often_it_was_tried()
    {
        PipelineRunException exception = await Assert.ThrowsAsync<PipelineRunException>(() => _host.RunAsync(
            NumberStages.Ingest(_source),
            ScriptedTransformer.Plan("flaky", (_, _) => throw new IOException("never"), new ExecutionPlan { Retries = 2 })));
        Assert.EndsWith("  flaky: IOException: never (after 3 attempts)", exception.Message);
    }

    [Fact]
    public async Task What_retrying_cannot_mend_is_not_retried()
    {
        PipelineRunException exception = await Assert.ThrowsAsync<PipelineRunException>(() => _host.RunAsync(
            NumberStages.Ingest(_source),
            ScriptedTransformer.Plan("hopeless", (_, _) => throw new StageException("hopeless: no."), new ExecutionPlan { Retries = 5 })));
        Assert.Equal(1, exception.Run.Stages[1].Attempts);
        Assert.Empty(_time.Waits);
    }

    [Fact]
    public async Task A_stage_that_takes_too_long_is_stopped_and_the_error_names_bound_and_key()
    {
        PipelineRunException exception = await Assert.ThrowsAsync<PipelineRunException>(() => _host.RunAsync(
            NumberStages.Ingest(_source),
            ScriptedTransformer.Plan("slow", (_, token) => Task.Delay(Timeout.Infinite, token), new ExecutionPlan { Timeout = TimeSpan.FromDays(2) })));

        Assert.Contains("  slow: it took longer than 2.00:00:00, the bound in execution.timeout.", exception.Message);
        Assert.Equal([TimeSpan.FromDays(2)], _time.Waits);
    }

    [Fact]
    public async Task A_cancelled_run_is_recorded_as_such_and_what_was_finished_is_kept()
    {
        using CancellationTokenSource source = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        StagePlan[] stages =
        [
            NumberStages.Ingest(_source),
            ScriptedTransformer.Plan("cancelling", async (_, token) =>
            {
                await source.CancelAsync();
                token.ThrowIfCancellationRequested();
            }),
            NumberStages.Add(1, "last", null, "cancelling"),
        ];
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _host.RunAsync("test", stages, source.Token));

        RunRecord record = Assert.Single(await _host.Store.ListAsync("test", 10, TestContext.Current.CancellationToken));
        Assert.Equal(RunState.Cancelled, record.State);
        IReadOnlyList<StageRun> recorded = await _host.Store.ListStagesAsync(record.Id, TestContext.Current.CancellationToken);
        Assert.Equal([StageOutcome.Executed, StageOutcome.Cancelled, StageOutcome.Cancelled], recorded.Select(stage => stage.Outcome));
    }

    [Fact]
    public async Task Attempts_leave_no_files_behind()
    {
        await Assert.ThrowsAsync<PipelineRunException>(() => _host.RunAsync(
            NumberStages.Ingest(_source),
            ScriptedTransformer.Plan("untidy", async (context, token) =>
            {
                await File.WriteAllTextAsync(Path.Combine(context.WorkingFolder, "rest.txt"), "rest", token);
                throw new IOException("stop");
            }, new ExecutionPlan { Retries = 1 })));

        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(_host.Root, "work")));
        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(_host.Root, "locks")));
    }

    [Fact]
    public async Task Classes_that_the_pipeline_names_are_disposed_after_the_run()
    {
        int before = ScriptedTransformer.Disposed;
        await _host.RunAsync(NumberStages.Ingest(_source), ScriptedTransformer.Plan("once", (_, _) => Task.CompletedTask));
        Assert.True(ScriptedTransformer.Disposed > before);
    }

    [Fact]
    public async Task Independent_stages_run_side_by_side()
    {
        using MeetingPoint barrier = new(participants: 2);
        await using RunnerHost host = new(_host.Root, options: options => options.Parallelism = 2);
        PipelineRun run = await host.RunAsync(
            NumberStages.Ingest(_source),
            ScriptedTransformer.Plan("left", (_, token) => barrier.MeetAsync(token)),
            ScriptedTransformer.Plan("right", (_, token) => barrier.MeetAsync(token)));
        Assert.Equal(RunState.Succeeded, run.State);
    }

    private sealed class MeetingPoint(int participants) : IDisposable
    {
        private readonly TaskCompletionSource _all = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _here;

        public Task MeetAsync(CancellationToken cancellationToken)
        {
            if (Interlocked.Increment(ref _here) == participants)
                _all.SetResult();
            return _all.Task.WaitAsync(cancellationToken);
        }

        public void Dispose() => _all.TrySetCanceled();
    }
}
