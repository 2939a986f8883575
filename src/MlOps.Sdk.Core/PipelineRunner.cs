using MlOps.Sdk.Runs;

namespace MlOps.Sdk;

/// <summary>Runs pipelines; one for the application, from its services.</summary>
public sealed class PipelineRunner
{
    private readonly RunServices _services;

    internal PipelineRunner(RunServices services) => _services = services;

    /// <summary>Finds out what a run would do: which stages would run and why, what warehouses would read, what is missing. Runs nothing, and costs nothing.</summary>
    /// <exception cref="PipelineException">The application lacks something; carries every problem at once.</exception>
    /// <exception cref="RunStoreException">The run store can't be used.</exception>
    public Task<RunForecast> PlanAsync(Pipeline pipeline, CancellationToken cancellationToken = default) =>
        Task.Run(() => new RunForecasting(_services, pipeline).ForecastAsync(cancellationToken), CancellationToken.None);

    /// <summary>
    /// Does the work of a recorded run again, without what was made then, and compares what each stage makes. Registers, deploys and records nothing; what
    /// differs stays in the artifact store until it is pruned.
    /// </summary>
    /// <param name="runId">The run.</param>
    /// <param name="pipeline">
    /// The pipeline as it is now, with its rows and connections; its differences to the recorded one are told as well. Null for the recorded plan, if that needs
    /// no rows or connections.
    /// </param>
    /// <param name="cancellationToken">Cancels the replay.</param>
    /// <exception cref="KeyNotFoundException">The run store knows no such run.</exception>
    /// <exception cref="PipelineException">Something needed is missing; nothing was done.</exception>
    public Task<Replay> ReplayAsync(string runId, Pipeline? pipeline = null, CancellationToken cancellationToken = default) =>
        Task.Run(() => new RunReplaying(_services, runId, pipeline).ReplayAsync(cancellationToken), CancellationToken.None);

    /// <summary>Deletes artifacts of earlier runs that nothing kept stands on, and says which. Waits for runs under way; those that start meanwhile wait for it.</summary>
    /// <param name="retention">What is kept.</param>
    /// <param name="dryRun">Whether only to say what would be deleted.</param>
    /// <param name="cancellationToken">Ends the waiting, or the deleting after an artifact.</param>
    public Task<PruneReport> PruneAsync(Retention retention, bool dryRun = false, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(retention);
        return Task.Run(() => new Pruning(_services, retention).PruneAsync(dryRun, cancellationToken), CancellationToken.None);
    }

    /// <summary>
    /// Runs every stage whose work isn't at hand already, independent ones side by side. Running again after a failure, a cancellation or a killed process is
    /// resuming.
    /// </summary>
    /// <exception cref="PipelineException">Something needed is missing; nothing has run. Carries every problem at once.</exception>
    /// <exception cref="PipelineRunException">A stage has failed; carries the run.</exception>
    /// <exception cref="RunStoreException">The run store can't be used.</exception>
    /// <exception cref="OperationCanceledException">The run was cancelled, and is recorded as such.</exception>
    public Task<PipelineRun> RunAsync(Pipeline pipeline, CancellationToken cancellationToken = default) =>
        // Away from the caller's thread: an application with a window, or one that waits for the task, is not held up.
        Task.Run(() => new RunExecution(_services, pipeline).RunAsync(cancellationToken), CancellationToken.None);
}
