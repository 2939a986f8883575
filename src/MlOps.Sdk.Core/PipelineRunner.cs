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
