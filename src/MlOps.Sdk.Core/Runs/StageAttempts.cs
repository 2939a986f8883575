using MlOps.Sdk.Diagnostics;
using MlOps.Sdk.Plans;
using MlOps.Sdk.Runs.Recipes;
using MlOps.Sdk.Stages;
using Polly;
using Polly.Retry;
using Polly.Timeout;

namespace MlOps.Sdk.Runs;

/// <summary>Does a stage's work, within its time, as often as its plan allows.</summary>
internal sealed class StageAttempts(RunScope run, PreparedStage stage)
{
    private static readonly TimeSpan LongestDelay = TimeSpan.FromDays(1);

    private readonly ResiliencePipeline _policy = CreatePolicy(run, stage);

    /// <summary>How often the work was begun.</summary>
    public int Count { get; private set; }

    public async Task<OutsideVersion> ReadVersionAsync(CancellationToken cancellationToken) => stage.Plan is not IngestPlan
        ? OutsideVersion.None
        : await AttemptAsync("version", (folder, token) => stage.Recipe.ReadVersionAsync(stage.Service, stage.Plan, ContextFor("", 0, folder), token), cancellationToken);

    /// <param name="key">The stage's key.</param>
    /// <param name="inputs">What it reads.</param>
    /// <param name="isRedone">Whether what was made under the key before is harmed.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public Task<Product> ExecuteAsync(string key, IReadOnlyList<Product> inputs, bool isRedone, CancellationToken cancellationToken) => AttemptAsync(
        null,
        (folder, token) => stage.Recipe.ExecuteAsync(stage.Service, stage.Plan, inputs, ContextFor(key, Count, folder, isRedone && Count == 1), token),
        cancellationToken);

    public Task<long?> ForecastBytesAsync(string key, IReadOnlyList<Product> inputs, CancellationToken cancellationToken) => AttemptAsync(
        "forecast", (folder, token) => stage.Recipe.ForecastBytesAsync(stage.Service, stage.Plan, inputs, ContextFor(key, 0, folder), token), cancellationToken);

    public StageContext ContextFor(string key, int attempt, string folder, bool isRedone = false) => new()
    {
        RunId = run.RunId,
        Pipeline = run.Pipeline.Name,
        Stage = stage.Plan.Name,
        Key = key,
        Attempt = attempt,
        IsRedone = isRedone,
        Logger = run.StageLogger,
        Time = run.Time,
        Progress = new StageProgress(run, stage.Plan),
        Compute = stage.Plan.Execution.Compute ?? new ComputeSpec(),
        Artifacts = run.Artifacts,
        WorkingFolder = folder,
        Journal = new StageJournal(run.Store, key),
        History = new StageHistory(run.Store, run.Pipeline.Name, stage.Plan.Name, key),
        Bindings = run.Pipeline.Bindings,
        Settings = stage.Plan.Implementation?.Settings,
    };

    private async Task<T> AttemptAsync<T>(string? purpose, Func<string, CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        try
        {
            return await _policy.ExecuteAsync(async token =>
            {
                if (purpose is null)
                    Count++;
                string folder = run.Folders.OpenAttempt(purpose is null ? stage.Plan.Name : $"{stage.Plan.Name}-{purpose}", Count);
                try
                {
                    // A class of the user's may do all its work before its first await; that must not hold up the other stages.
                    return await Task.Run(() => work(folder, token), token);
                }
                finally
                {
                    RunFolders.DeleteTree(folder);
                }
            }, cancellationToken);
        }
        catch (TimeoutRejectedException exception)
        {
            throw new StageException(
                $"{stage.Plan.Name}: it took longer than {stage.Plan.Execution.Timeout:c}, the bound in execution.timeout. "
                + "Allow more time, or find out what it waits for.", exception);
        }
    }

    private static ResiliencePipeline CreatePolicy(RunScope run, PreparedStage stage)
    {
        ExecutionPlan execution = stage.Plan.Execution;
        if (execution is { Retries: 0, Timeout: null })
            return ResiliencePipeline.Empty;

        ResiliencePipelineBuilder builder = new() { TimeProvider = run.Time };
        if (execution.Retries > 0)
            builder.AddRetry(new RetryStrategyOptions
            {
                MaxRetryAttempts = execution.Retries,
                DelayGenerator = arguments => ValueTask.FromResult<TimeSpan?>(DelayBefore(execution, arguments.AttemptNumber)),
                ShouldHandle = arguments => ValueTask.FromResult(arguments.Outcome.Exception switch
                {
                    null or StageException or RunStoreException => false,
                    OperationCanceledException => !arguments.Context.CancellationToken.IsCancellationRequested,
                    _ => true,
                }),
                OnRetry = arguments =>
                {
                    Log.StageIsRetried(run.Logger, stage.Plan.Name, arguments.AttemptNumber + 1, execution.Retries + 1, arguments.RetryDelay,
                        arguments.Outcome.Exception?.Message ?? "", arguments.Outcome.Exception);
                    return default;
                },
            });
        // By a generator, because the plain option ends at a day, and training may take longer.
        if (execution.Timeout is { } timeout)
            builder.AddTimeout(new TimeoutStrategyOptions { TimeoutGenerator = _ => ValueTask.FromResult(timeout) });
        return builder.Build();
    }

    private static TimeSpan DelayBefore(ExecutionPlan execution, int retry)
    {
        double seconds = execution.RetryDelay.TotalSeconds * Math.Pow(2, retry);
        return seconds < LongestDelay.TotalSeconds ? TimeSpan.FromSeconds(seconds) : LongestDelay;
    }

    private sealed class StageProgress(RunScope run, StagePlan plan) : IProgress<double>
    {
        public void Report(double value)
        {
            if (!double.IsNaN(value))
                run.Observers.Tell(observer => observer.StageProgressed(run.RunId, plan, Math.Clamp(value, 0, 1)));
        }
    }
}
