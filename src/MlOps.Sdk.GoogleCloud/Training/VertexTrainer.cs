using System.Text.Json;
using Microsoft.Extensions.Options;
using MlOps.Sdk.Artifacts;
using MlOps.Sdk.Clients;
using MlOps.Sdk.Data;
using MlOps.Sdk.Plans;
using MlOps.Sdk.Runs;
using MlOps.Sdk.Stages;

namespace MlOps.Sdk.Training;

/// <summary>Trains on Vertex AI: a custom job runs the worker, which does what the local platform does and writes the bundle to the bucket.</summary>
internal sealed class VertexTrainer(IVertexAi vertex, ICloudStorage storage, IOptions<GoogleCloudOptions> options, CloudPlaces places, CloudDatasets datasets) : ITrainer
{
    public async Task<TrainedModel> TrainAsync(TrainingRequest request, StageContext context, CancellationToken cancellationToken)
    {
        if (ImageOf(request.Plan).Length == 0)
            throw new StageException($"{context.Stage}: there is no worker to train with. Set MlOps:GoogleCloud:WorkerImage to the worker's container image.");
        StagedDataset staged = request.Staged with { Data = await datasets.PlaceAsync(request.Staged.Data, context, cancellationToken) };
        StageTask task = new(context.Pipeline, context.RunId, context.Key, Platforms.Local, request.Plan, [staged, request.Features]);
        ObjectUri folder = await places.OfJobAsync(context, "train", cancellationToken);
        ObjectUri taskUri = folder.At("task.json");
        await storage.WriteAsync(taskUri, task.ToJson(), new WriteOptions { ContentType = "application/json" }, cancellationToken);

        CustomJob job = await new RemoteJobs(context).RunAsync(
            "train", new VertexWork(vertex, context, id => Describe(id, taskUri, folder, request.Plan, context)), cancellationToken);
        byte[] result = await storage.ReadAsync(ObjectUri.Parse(job.JobSpec.BaseOutputDirectory!.OutputUriPrefix).At(WorkerFiles.Result), cancellationToken);
        return JsonSerializer.Deserialize<Product>(result, PlanJson.Compact) as TrainedModel
            ?? throw new StageException($"{context.Stage}: the job {job.Name} has made no model. Give it the worker's image of this version of the SDK.");
    }

    // The worker's, or one that was made from it and holds the user's program as well.
    private string ImageOf(TrainingPlan plan) => (plan.Learner as ProgramLearner)?.Image ?? options.Value.WorkerImage;

    private CustomJob Describe(string id, ObjectUri task, ObjectUri folder, TrainingPlan plan, StageContext context) => new()
    {
        DisplayName = $"{context.Pipeline} {context.Stage}",
        Labels = JobLabels.Of(context),
        JobSpec = new CustomJobSpec
        {
            WorkerPoolSpecs =
            [
                new WorkerPoolSpec
                {
                    MachineSpec = new MachineSpec { MachineType = Machines.For(context.Compute, options.Value.TrainingMachine) },
                    ContainerSpec = new ContainerSpec { ImageUri = ImageOf(plan), Args = ["run", "--task", task.ToString()] },
                },
            ],
            Scheduling = plan.Execution.Timeout is { } timeout ? new JobScheduling { Timeout = timeout } : null,
            ServiceAccount = options.Value.ServiceAccount,
            // A folder of each job's own: what a failed one has left is never taken for a result.
            BaseOutputDirectory = new GcsDestination(folder.At(id).ToString()),
        },
    };
}
