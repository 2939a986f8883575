using MlOps.Sdk.Clients;
using MlOps.Sdk.Runs;
using MlOps.Sdk.Stages;

namespace MlOps.Sdk.Training;

/// <summary>A custom job of Vertex AI.</summary>
/// <param name="vertex">The client.</param>
/// <param name="context">The stage.</param>
/// <param name="describe">What the job does, given its id.</param>
internal sealed class VertexWork(IVertexAi vertex, StageContext context, Func<string, CustomJob> describe) : IRemoteWork<CustomJob>
{
    public Task<CustomJob> StartAsync(string id, CancellationToken cancellationToken) => vertex.CustomJobs.StartAsync(describe(id), id, cancellationToken);

    public async Task<CustomJob?> FindAsync(string id, CancellationToken cancellationToken) =>
        (await vertex.CustomJobs.FindAsync(id, cancellationToken)).FirstOrDefault();

    public bool HasFailed(CustomJob job) => job is { HasEnded: true, HasSucceeded: false };

    public async Task<CustomJob> WaitAsync(CustomJob job, CancellationToken cancellationToken)
    {
        CustomJob ended = await vertex.CustomJobs.WaitAsync(job.Name!, observe: null, cancellationToken);
        return ended.HasSucceeded
            ? ended
            : throw new StageException($"{context.Stage}: the job {ended.Name} ended as {ended.State}: {ended.Error?.Message ?? "it gives no reason."} "
                + $"Its log: https://console.cloud.google.com/vertex-ai/training/custom-jobs/locations/{vertex.Region}/custom-jobs?project={vertex.Project}");
    }

    public Task CancelAsync(CustomJob job, CancellationToken cancellationToken) => vertex.CustomJobs.CancelAsync(job.Name!, cancellationToken);
}
