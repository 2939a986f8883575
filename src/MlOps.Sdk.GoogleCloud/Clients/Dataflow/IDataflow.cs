namespace MlOps.Sdk.Clients;

/// <summary>Batch jobs of Dataflow that run Beam YAML, in one project and region.</summary>
/// <remarks>
/// Launches carry no id by which Dataflow would know a repeated one. So a launch is named and labelled by its caller, and
/// <see cref="LaunchAsync"/> looks for the job with that name and label before it starts one, and again when it can't know whether one was started.
/// </remarks>
public interface IDataflow
{
    /// <summary>Starts a job, or adopts the one that this launch has started before.</summary>
    /// <param name="launch">What to run. Equal names and keys are one launch, whatever became of its job.</param>
    /// <param name="cancellationToken">Stops the launch; a job that was started by then goes on.</param>
    /// <returns>The job, which may have ended long ago.</returns>
    /// <exception cref="ArgumentException">The launch is not one that Dataflow takes.</exception>
    /// <exception cref="GoogleCloudException">Dataflow refused; another job of this name is active, for one.</exception>
    Task<DataflowJob> LaunchAsync(DataflowLaunch launch, CancellationToken cancellationToken);

    /// <summary>The job that a launch has started, whatever its state; null if there is none.</summary>
    /// <param name="jobName">The launch's <see cref="DataflowLaunch.JobName"/>.</param>
    /// <param name="launchKey">The launch's <see cref="DataflowLaunch.LaunchKey"/>.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    /// <exception cref="GoogleCloudException">Dataflow refused.</exception>
    Task<DataflowJob?> FindAsync(string jobName, string launchKey, CancellationToken cancellationToken);

    /// <summary>A job as it is now.</summary>
    /// <param name="jobId">The job's <see cref="DataflowJob.Id"/>.</param>
    /// <param name="cancellationToken">Stops the request.</param>
    /// <exception cref="GoogleCloudException">There is no such job, or Dataflow refused.</exception>
    Task<DataflowJob> GetAsync(string jobId, CancellationToken cancellationToken);

    /// <summary>Waits until a job is done.</summary>
    /// <param name="jobId">The job's <see cref="DataflowJob.Id"/>.</param>
    /// <param name="progress">Is told of each state that is seen; null if nobody asks.</param>
    /// <param name="cancellationToken">Stops the waiting; the job goes on.</param>
    /// <returns>The job in the state <see cref="DataflowJobState.Done"/>.</returns>
    /// <exception cref="GoogleCloudException">The job failed or was cancelled: its error messages are in the message, newest last.</exception>
    Task<DataflowJob> WaitAsync(string jobId, IProgress<DataflowJob>? progress, CancellationToken cancellationToken);

    /// <summary>Asks for a job's end; to cancel a job that has ended does nothing.</summary>
    /// <param name="jobId">The job's <see cref="DataflowJob.Id"/>.</param>
    /// <param name="cancellationToken">Stops the request.</param>
    /// <returns>The job, which may take a while to end.</returns>
    /// <exception cref="GoogleCloudException">There is no such job, or Dataflow refused.</exception>
    Task<DataflowJob> CancelAsync(string jobId, CancellationToken cancellationToken);

    /// <summary>What a job has reported, oldest first.</summary>
    /// <param name="jobId">The job's <see cref="DataflowJob.Id"/>.</param>
    /// <param name="minimum">The least importance that is of interest.</param>
    /// <param name="cancellationToken">Stops the requests.</param>
    /// <exception cref="GoogleCloudException">There is no such job, or Dataflow refused.</exception>
    Task<IReadOnlyList<DataflowMessage>> GetMessagesAsync(string jobId, DataflowMessageImportance minimum, CancellationToken cancellationToken);
}
