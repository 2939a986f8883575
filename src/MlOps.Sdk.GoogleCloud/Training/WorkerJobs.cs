using System.Text.Json;
using Microsoft.Extensions.Options;
using MlOps.Sdk.Artifacts;
using MlOps.Sdk.Clients;
using MlOps.Sdk.Data;
using MlOps.Sdk.Plans;
using MlOps.Sdk.Runs;
using MlOps.Sdk.Stages;

namespace MlOps.Sdk.Training;

/// <summary>Has the worker do a stage's work on Vertex AI as the local platform would, and reads what it has made.</summary>
internal sealed class WorkerJobs(IVertexAi vertex, ICloudStorage storage, IOptions<GoogleCloudOptions> options, CloudPlaces places, CloudDatasets datasets)
{
    /// <summary>Has the work done by one custom job.</summary>
    /// <param name="purpose">What the job is for, as <see cref="RemoteJobs"/> takes it.</param>
    /// <param name="plan">The work.</param>
    /// <param name="staged">The rows; uploaded if they are here.</param>
    /// <param name="features">The fitted features.</param>
    /// <param name="context">The stage.</param>
    /// <param name="cancellationToken">Cancels the job, too.</param>
    public async Task<TProduct> RunAsync<TProduct>(
        string purpose, StagePlan plan, StagedDataset staged, FittedFeatures features, StageContext context, CancellationToken cancellationToken)
        where TProduct : Product
    {
        WorkerTask task = await PlaceAsync(purpose, plan, staged, features, context, cancellationToken);
        CustomJob job = await new RemoteJobs(context).RunAsync(
            purpose,
            new VertexWork<CustomJob>(vertex, vertex.CustomJobs, context, id => new CustomJob
            {
                DisplayName = $"{context.Pipeline} {context.Stage}",
                Labels = JobLabels.Of(context),
                JobSpec = task.Describe(id, ["run", "--task", task.Uri.ToString()]),
            }),
            cancellationToken);
        return await FindAsync<TProduct>(ObjectUri.Parse(job.JobSpec.BaseOutputDirectory!.OutputUriPrefix), cancellationToken)
            ?? throw new StageException($"{context.Stage}: the job {job.Name} has made no {typeof(TProduct).Name}. Give it the worker's image of this version of the SDK.");
    }

    /// <summary>Writes down what a worker is to do.</summary>
    public async Task<WorkerTask> PlaceAsync(
        string purpose, StagePlan plan, StagedDataset staged, FittedFeatures features, StageContext context, CancellationToken cancellationToken)
    {
        string image = WorkerImages.ProgramsOf(plan).FirstOrDefault() ?? options.Value.WorkerImage;
        if (image.Length == 0)
            throw new StageException($"{context.Stage}: there is no worker to do this. Set MlOps:GoogleCloud:WorkerImage to the worker's container image.");
        StagedDataset there = staged with { Data = await datasets.PlaceAsync(staged.Data, context, cancellationToken) };
        ObjectUri folder = await places.OfJobAsync(context, purpose, cancellationToken);
        WorkerTask task = new(folder, image, options.Value, plan.Execution.Timeout, context.Compute);
        StageTask work = new(context.Pipeline, context.RunId, context.Key, Platforms.Local, plan, [there, features]);
        await storage.WriteAsync(task.Uri, work.ToJson(), new WriteOptions { ContentType = "application/json" }, cancellationToken);
        return task;
    }

    /// <summary>What a worker has left in a folder; null if it has left nothing, or something else.</summary>
    public async Task<TProduct?> FindAsync<TProduct>(ObjectUri folder, CancellationToken cancellationToken)
        where TProduct : Product
    {
        ObjectUri result = folder.At(WorkerFiles.Result);
        return await storage.FindAsync(result, cancellationToken) is null
            ? null
            : JsonSerializer.Deserialize<Product>(await storage.ReadAsync(result, cancellationToken), PlanJson.Compact) as TProduct;
    }
}
