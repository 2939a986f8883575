namespace MlOps.Sdk.Clients;

/// <summary>Jobs of one kind.</summary>
/// <typeparam name="TJob">The kind.</typeparam>
/// <remarks>A job's name is <c>projects/…/locations/…/customJobs/ID</c> with the project's <em>number</em>; an id alone will do as well.</remarks>
public interface IVertexJobs<TJob>
    where TJob : VertexJob
{
    /// <summary>Starts a job, or finds the one that was started under this key.</summary>
    /// <remarks>A job under this key that waits, runs or succeeded is adopted; one that failed or was cancelled is not.</remarks>
    /// <param name="job">What to do.</param>
    /// <param name="key">A label's value that belongs to this job alone: lower-case letters, digits, <c>_</c>, <c>-</c>, at most 63.</param>
    /// <param name="cancellationToken">Gives up; a job that was started runs on.</param>
    /// <returns>The job with its name.</returns>
    Task<TJob> StartAsync(TJob job, string key, CancellationToken cancellationToken);

    /// <summary>Gets a job.</summary>
    /// <exception cref="GoogleCloudException">There is none of this name.</exception>
    Task<TJob> GetAsync(string name, CancellationToken cancellationToken);

    /// <summary>Waits for a job's end, however it ends.</summary>
    /// <param name="name">The job's name or id.</param>
    /// <param name="observe">Is told the job each time that it was looked at; null for none.</param>
    /// <param name="cancellationToken">Stops waiting; the job runs on.</param>
    /// <returns>The job in its last state; see <see cref="VertexJob.HasSucceeded"/>.</returns>
    Task<TJob> WaitAsync(string name, Action<TJob>? observe, CancellationToken cancellationToken);

    /// <summary>Asks a job to stop; nothing happens if it has ended.</summary>
    Task CancelAsync(string name, CancellationToken cancellationToken);

    /// <summary>Lists jobs, newest first.</summary>
    /// <param name="filter">In the service's words, such as <c>labels.mlops-key="x"</c>; null for all.</param>
    /// <param name="cancellationToken">Gives up.</param>
    IAsyncEnumerable<TJob> ListAsync(string? filter, CancellationToken cancellationToken);

    /// <summary>The jobs that were started under a key, newest first.</summary>
    Task<IReadOnlyList<TJob>> FindAsync(string key, CancellationToken cancellationToken);

    /// <summary>Deletes a job that has ended; nothing happens if there is none.</summary>
    Task DeleteAsync(string name, CancellationToken cancellationToken);
}
