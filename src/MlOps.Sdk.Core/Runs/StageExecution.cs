using System.Diagnostics;
using System.Text.Json;
using MlOps.Sdk.Data;
using MlOps.Sdk.Diagnostics;
using MlOps.Sdk.Plans;
using MlOps.Sdk.Runs.Recipes;
using MlOps.Sdk.Stages;

namespace MlOps.Sdk.Runs;

/// <summary>One stage in one run: is its work at hand already? If not, does it, once among all processes, and records it.</summary>
internal sealed class StageExecution(RunScope run, PreparedStage stage)
{
    private readonly DateTimeOffset _started = run.Time.GetUtcNow();
    private readonly long _startedAt = run.Time.GetTimestamp();
    private readonly StageAttempts _attempts = new(run, stage);
    private StageKey? _key;

    public async Task<StageEnd> RunAsync(IReadOnlyList<StageEnd> inputs, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
            return await EndAsync(StageOutcome.Cancelled, [], null);
        StageRun[] missing = [.. inputs.Select(input => input.Run).Where(input => input.Product is null)];
        if (missing.Length > 0)
            return await EndAsync(StageOutcome.Skipped, missing.Select(input => $"{input.Name} {InWords(input.Outcome)}").ToValueList(), null);

        using Activity? activity = Telemetry.Activities.StartActivity(Telemetry.StageActivity);
        activity?.SetTag(Telemetry.PipelineTag, run.Pipeline.Name).SetTag(Telemetry.RunTag, run.RunId).SetTag(Telemetry.StageTag, stage.Plan.Name);
        StageEnd end;
        try
        {
            end = await ReuseOrExecuteAsync(inputs, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            end = await EndAsync(StageOutcome.Cancelled, [], null);
        }
        catch (Exception exception) when (exception is not RunStoreException)
        {
            end = await FailAsync(exception);
            activity?.SetStatus(ActivityStatusCode.Error, end.Run.Error);
        }

        activity?.SetTag(Telemetry.OutcomeTag, end.Run.Outcome.ToString()).SetTag(Telemetry.KeyTag, end.Run.Key)
            .SetTag(Telemetry.PlatformTag, stage.Platform).SetTag(Telemetry.AttemptsTag, end.Run.Attempts);
        return end;
    }

    private async Task<StageEnd> ReuseOrExecuteAsync(IReadOnlyList<StageEnd> inputs, CancellationToken cancellationToken)
    {
        StageEnd[] read = [.. inputs.Where((_, index) => !stage.Barriers[index])];
        if (stage.Recipe.FindReasonToSkip([.. read.Select(input => input.Run.Product!)]) is { } reason)
            return await EndAsync(StageOutcome.Skipped, [reason], null);
        OutsideVersion version = await _attempts.ReadVersionAsync(cancellationToken);
        _key = KeyComposer.Compose(stage, [.. read.Select(input => input.Fingerprint!)], version, run.RunId);

        // Without the lock first: a run that finds everything made waits for nobody.
        StageMemory memory = new(run, stage, _attempts);
        (StageResult? sound, string? objection) = await memory.FindAsync(_key, version, cancellationToken);
        if (sound is not null)
            return await ReuseAsync(sound);

        using FileLock held = await FileLock.AcquireAsync(run.Folders.LockOfKey(_key.Digest), run.Time, cancellationToken);
        (sound, objection) = await memory.FindAsync(_key, version, cancellationToken);
        return sound is not null ? await ReuseAsync(sound) : await ExecuteAsync(read, memory, objection, cancellationToken);
    }

    private Task<StageEnd> ReuseAsync(StageResult sound) => EndAsync(StageOutcome.Reused, [$"made in run {sound.RunId}"], sound);

    private async Task<StageEnd> ExecuteAsync(
        IReadOnlyList<StageEnd> read, StageMemory memory, string? objection, CancellationToken cancellationToken)
    {
        List<string> found = objection is null ? [] : [objection];
        found.AddRange(await memory.FindChangesAsync(_key!, cancellationToken));
        ValueList<string> reasons = found.Count > 0 ? found.ToValueList() : ["the run store holds no product"];
        run.Observers.Tell(observer => observer.StageStarted(run.RunId, stage.Plan));
        Log.StageStarts(run.Logger, stage.Plan.Name, stage.Platform, string.Join("; ", reasons));

        Product product = await _attempts.ExecuteAsync(_key!.Digest, [.. read.Select(input => input.Run.Product!)], isRedone: objection is not null || run.IsReplay, cancellationToken);
        StageLineage lineage = new(_key)
        {
            Inputs = read.Select(input => input.Fingerprint!).ToValueList(),
            Parameters = stage.Recipe.Parameters(stage.Plan, product) is { } settings
                ? JsonDifference.Leaves("", JsonSerializer.SerializeToNode(settings, PlanJson.Compact))
                    .Select(leaf => new Parameter(leaf.Path, leaf.Value)).ToValueList()
                : [],
            Evaluations = stage.Recipe.Evaluations(product).ToValueList(),
        };
        return await EndAsync(StageOutcome.Executed, reasons, new StageResult(product, product.ComputeFingerprint(), run.RunId), lineage);
    }

    private async Task<StageEnd> FailAsync(Exception exception)
    {
        string error = Describe(exception);
        run.Failures.Enqueue(exception);
        Log.StageFailed(run.Logger, error, exception);
        return await EndAsync(StageOutcome.Failed, [], null, error: error, evidence: (exception as StageException)?.Evidence);
    }

    private async Task<StageEnd> EndAsync(
        StageOutcome outcome, ValueList<string> reasons, StageResult? result, StageLineage? lineage = null, string? error = null, Product? evidence = null)
    {
        StageRun end = new(stage.Plan.Name, outcome)
        {
            Platform = stage.Platform,
            Key = _key?.Digest,
            Started = _started,
            Duration = run.Time.GetElapsedTime(_startedAt),
            Attempts = _attempts.Count,
            Product = result?.Product,
            Reasons = reasons,
            Error = error,
            Evidence = evidence,
        };
        // Recorded also when the run is being cancelled.
        await run.Store.RecordAsync(run.RunId, end, lineage is null ? null : result, lineage, CancellationToken.None);
        Log.StageEnded(run.Logger, end.Name, outcome, end.Duration.TotalSeconds, end.Attempts);

        TagList tags = new()
        {
            { Telemetry.PipelineTag, run.Pipeline.Name }, { Telemetry.StageTag, end.Name }, { Telemetry.OutcomeTag, outcome.ToString() },
        };
        Telemetry.Stages.Add(1, tags);
        if (outcome is StageOutcome.Executed or StageOutcome.Failed)
            Telemetry.StageDuration.Record(end.Duration.TotalSeconds, tags);
        run.Observers.Tell(observer => observer.StageFinished(run.RunId, end));
        return new StageEnd(end, result?.Fingerprint);
    }

    private static string InWords(StageOutcome outcome) => outcome switch
    {
        StageOutcome.Failed => "failed",
        StageOutcome.Cancelled => "was cancelled",
        _ => "didn't run",
    };

    private string Describe(Exception exception)
    {
        string message = exception is StageException ? exception.Message : $"{exception.GetType().Name}: {exception.Message}";
        bool saysWhere = message.StartsWith($"{stage.Plan.Name}:", StringComparison.Ordinal)
            || message.StartsWith($"{stage.Plan.Name}.", StringComparison.Ordinal);
        return (saysWhere ? message : $"{stage.Plan.Name}: {message}") + (_attempts.Count > 1 ? $" (after {_attempts.Count} attempts)" : "");
    }
}
