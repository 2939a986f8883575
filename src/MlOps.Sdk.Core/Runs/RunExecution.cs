using System.Diagnostics;
using System.Runtime.ExceptionServices;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using MlOps.Sdk.Diagnostics;

namespace MlOps.Sdk.Runs;

/// <summary>One run of one pipeline: checks, then stages as soon as their inputs are there, then the account of it all.</summary>
internal sealed class RunExecution(RunServices services, Pipeline pipeline)
{
    private readonly ILogger _logger = services.Loggers.CreateLogger<PipelineRunner>();

    public async Task<PipelineRun> RunAsync(CancellationToken cancellationToken)
    {
        await using AsyncServiceScope scope = services.Provider.CreateAsyncScope();
        IReadOnlyList<PreparedStage> stages = new Preflight(scope.ServiceProvider, services.Options, pipeline).Check();
        cancellationToken.ThrowIfCancellationRequested();

        DateTimeOffset started = services.Time.GetUtcNow();
        string runId = RunIdentifier.At(started);
        using RunFolders folders = await RunFolders.OpenAsync(Path.GetFullPath(services.Options.Root), runId, services.Time, cancellationToken);
        RunScope run = RunScope.Of(services, scope.ServiceProvider, pipeline, runId, folders, services.Observers);
        await CloseInterruptedRunsAsync(run, cancellationToken);

        RunRecord record = new(runId, pipeline.Name, RunState.Running, started, null, pipeline.Plan.ToJson(), RunEnvironment.Json);
        await run.Store.BeginAsync(record, cancellationToken);
        try
        {
            return await ConductAsync(run, stages, [.. scope.ServiceProvider.GetServices<IRunReporter>()], started, cancellationToken);
        }
        finally
        {
            await StageSchedule.DisposeUserClassesAsync(stages);
        }
    }

    private async Task<PipelineRun> ConductAsync(
        RunScope run, IReadOnlyList<PreparedStage> stages, IReadOnlyList<IRunReporter> reporters, DateTimeOffset started, CancellationToken cancellationToken)
    {
        long startedAt = services.Time.GetTimestamp();
        using Activity? activity = Telemetry.Activities.StartActivity(Telemetry.RunActivity);
        activity?.SetTag(Telemetry.PipelineTag, pipeline.Name).SetTag(Telemetry.RunTag, run.RunId);
        Log.RunStarts(_logger, run.RunId, pipeline.Name, stages.Count);
        run.Observers.Tell(observer => observer.RunStarted(run.RunId, pipeline.Plan));

        Task<StageEnd>[] tasks = StageSchedule.Start(run, stages, services.Options.Parallelism, cancellationToken);
        Exception? broken = null;
        try
        {
            await Task.WhenAll(tasks);
        }
        catch (Exception exception)
        {
            // The run store can't be used: there is nothing to record the end in, but the observers are told.
            broken = exception;
        }

        StageRun[] ends = [.. tasks.Where(task => task.IsCompletedSuccessfully).Select(task => task.Result.Run)];
        RunState state = broken is not null ? RunState.Interrupted
            : ends.Any(end => end.Outcome == StageOutcome.Failed) ? RunState.Failed
            : ends.Any(end => end.Outcome == StageOutcome.Cancelled) ? RunState.Cancelled
            : RunState.Succeeded;
        PipelineRun result = new()
        {
            Id = run.RunId,
            Pipeline = pipeline.Name,
            State = state,
            Started = started,
            Duration = services.Time.GetElapsedTime(startedAt),
            Stages = ends,
        };
        if (broken is null)
            await run.Store.FinishAsync(run.RunId, state, result.Duration, CancellationToken.None);
        Log.RunEnded(_logger, run.RunId, pipeline.Name, state, result.Duration.TotalSeconds);
        Telemetry.Runs.Add(1, new TagList { { Telemetry.PipelineTag, pipeline.Name }, { Telemetry.OutcomeTag, state.ToString() } });
        activity?.SetTag(Telemetry.OutcomeTag, state.ToString());
        run.Observers.Tell(observer => observer.RunFinished(result));
        if (broken is null)
            await RunReporting.WriteAsync(reporters, run);

        if (broken is not null)
            ExceptionDispatchInfo.Throw(broken);
        if (state == RunState.Failed)
            throw new PipelineRunException(result, [.. run.Failures]);
        if (state == RunState.Cancelled)
            throw new OperationCanceledException($"The run {run.RunId} was cancelled; running again goes on from there.", cancellationToken);
        return result;
    }

    private async Task CloseInterruptedRunsAsync(RunScope run, CancellationToken cancellationToken)
    {
        foreach (string interrupted in run.Folders.Sweep(await run.Store.ListUnfinishedAsync(cancellationToken)))
        {
            await run.Store.FinishAsync(interrupted, RunState.Interrupted, duration: null, cancellationToken);
            Log.RunWasInterrupted(_logger, interrupted);
        }
    }
}
