using MlOps.Sdk.Clients;
using MlOps.Sdk.Runs;

namespace MlOps.Sdk.Data;

/// <summary>A job of Dataflow.</summary>
/// <param name="dataflow">The client.</param>
/// <param name="launch">What the job does, given its id.</param>
internal sealed class DataflowWork(IDataflow dataflow, Func<string, DataflowLaunch> launch) : IRemoteWork<DataflowJob>
{
    public Task<DataflowJob> StartAsync(string id, CancellationToken cancellationToken) => dataflow.LaunchAsync(launch(id), cancellationToken);

    public Task<DataflowJob?> FindAsync(string id, CancellationToken cancellationToken) => dataflow.FindAsync(id, id, cancellationToken);

    public bool HasFailed(DataflowJob job) => job.HasEnded && job.State != DataflowJobState.Done;

    public Task<DataflowJob> WaitAsync(DataflowJob job, CancellationToken cancellationToken) => dataflow.WaitAsync(job.Id, progress: null, cancellationToken);

    public Task CancelAsync(DataflowJob job, CancellationToken cancellationToken) => dataflow.CancelAsync(job.Id, cancellationToken);
}
