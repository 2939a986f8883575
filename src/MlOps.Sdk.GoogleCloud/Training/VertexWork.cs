using MlOps.Sdk.Clients;
using MlOps.Sdk.Runs;
using MlOps.Sdk.Stages;

namespace MlOps.Sdk.Training;

/// <summary>A job of Vertex AI that runs the worker.</summary>
/// <param name="vertex">The client.</param>
/// <param name="jobs">Its jobs of this kind.</param>
/// <param name="context">The stage.</param>
/// <param name="describe">What the job does, given its id.</param>
/// <param name="observe">Is told the job each time that it was looked at; null for none.</param>
internal sealed class VertexWork<TJob>(IVertexAi vertex, IVertexJobs<TJob> jobs, StageContext context, Func<string, TJob> describe, Action<TJob>? observe = null)
    : IRemoteWork<TJob>
    where TJob : VertexJob
{
    public Task<TJob> StartAsync(string id, CancellationToken cancellationToken) => jobs.StartAsync(describe(id), id, cancellationToken);

    public async Task<TJob?> FindAsync(string id, CancellationToken cancellationToken) => (await jobs.FindAsync(id, cancellationToken)).FirstOrDefault();

    public bool HasFailed(TJob job) => job is { HasEnded: true, HasSucceeded: false };

    public async Task<TJob> WaitAsync(TJob job, CancellationToken cancellationToken)
    {
        TJob ended = await jobs.WaitAsync(job.Name!, observe, cancellationToken);
        return ended.HasSucceeded
            ? ended
            : throw new StageException($"{context.Stage}: the job {ended.Name} ended as {ended.State}: {ended.Error?.Message ?? "it gives no reason."} "
                + $"Its log: https://console.cloud.google.com/ai/platform/locations/{vertex.Region}/training/{ended.Id}?project={vertex.Project}");
    }

    public Task CancelAsync(TJob job, CancellationToken cancellationToken) => jobs.CancelAsync(job.Name!, cancellationToken);
}
