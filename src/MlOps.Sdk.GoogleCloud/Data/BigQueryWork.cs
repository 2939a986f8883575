using MlOps.Sdk.Clients;
using MlOps.Sdk.Runs;

namespace MlOps.Sdk.Data;

/// <summary>A job of BigQuery.</summary>
/// <param name="bigQuery">The client.</param>
/// <param name="places">Where jobs run.</param>
/// <param name="time">The clock.</param>
/// <param name="configure">What the job does, given its id.</param>
internal sealed class BigQueryWork(IBigQuery bigQuery, BigQueryPlaces places, TimeProvider time, Func<string, BigQueryJobConfiguration> configure) : IRemoteWork<BigQueryJob>
{
    // Results and temporary tables live for a day; whoever takes one over needs it for a while yet.
    private static readonly TimeSpan Kept = TimeSpan.FromHours(20);

    public Task<BigQueryJob> StartAsync(string id, CancellationToken cancellationToken) =>
        bigQuery.InsertJobAsync(new BigQueryJob { JobReference = places.Job(id), Configuration = configure(id) }, cancellationToken);

    public Task<BigQueryJob?> FindAsync(string id, CancellationToken cancellationToken) => bigQuery.FindJobAsync(places.Job(id), cancellationToken);

    /// <summary>Whether a job of before has failed, or so long ago ended that what it has made is gone, or soon will be.</summary>
    public bool HasFailed(BigQueryJob job) =>
        job.Status?.ErrorResult is not null
        || (job.Statistics?.EndTime is { } end && time.GetUtcNow() - DateTimeOffset.FromUnixTimeMilliseconds(end) > Kept);

    public Task<BigQueryJob> WaitAsync(BigQueryJob job, CancellationToken cancellationToken) => bigQuery.WaitAsync(job.JobReference, cancellationToken);

    public Task CancelAsync(BigQueryJob job, CancellationToken cancellationToken) => bigQuery.CancelJobAsync(job.JobReference, cancellationToken);
}
