namespace MlOps.Sdk.Runs;

/// <summary>A kind of job that a service runs under an id of ours.</summary>
/// <typeparam name="TJob">The service's word for a job.</typeparam>
internal interface IRemoteWork<TJob>
    where TJob : class
{
    /// <summary>Starts the job of this id, or takes the one that was started under it.</summary>
    Task<TJob> StartAsync(string id, CancellationToken cancellationToken);

    /// <summary>The job that was started under the id; null if none was.</summary>
    Task<TJob?> FindAsync(string id, CancellationToken cancellationToken);

    /// <summary>Whether the job has ended without success.</summary>
    bool HasFailed(TJob job);

    /// <summary>Waits for success.</summary>
    /// <exception cref="Exception">The job has failed; the message says why.</exception>
    Task<TJob> WaitAsync(TJob job, CancellationToken cancellationToken);

    /// <summary>Asks the job to stop.</summary>
    Task CancelAsync(TJob job, CancellationToken cancellationToken);
}
