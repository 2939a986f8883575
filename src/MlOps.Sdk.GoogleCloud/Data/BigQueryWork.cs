using MlOps.Sdk.Clients;
using MlOps.Sdk.Runs;

namespace MlOps.Sdk.Data;

/// <summary>A job of BigQuery.</summary>
/// <param name="bigQuery">The client.</param>
/// <param name="places">Where jobs run.</param>
/// <param name="configure">What the job does, given its id.</param>
internal sealed class BigQueryWork(IBigQuery bigQuery, BigQueryPlaces places, Func<string, BigQueryJobConfiguration> configure) : IRemoteWork<BigQueryJob>
{
    public Task<BigQueryJob> StartAsync(string id, CancellationToken cancellationToken) =>
        bigQuery.InsertJobAsync(new BigQueryJob { JobReference = places.Job(id), Configuration = configure(id) }, cancellationToken);

    public Task<BigQueryJob?> FindAsync(string id, CancellationToken cancellationToken) => bigQuery.FindJobAsync(places.Job(id), cancellationToken);

    public bool HasFailed(BigQueryJob job) => job.Status?.ErrorResult is not null;

    public Task<BigQueryJob> WaitAsync(BigQueryJob job, CancellationToken cancellationToken) => bigQuery.WaitAsync(job.JobReference, cancellationToken);

    public Task CancelAsync(BigQueryJob job, CancellationToken cancellationToken) => bigQuery.CancelJobAsync(job.JobReference, cancellationToken);
}
