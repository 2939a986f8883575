using MlOps.Sdk.Clients;
using MlOps.Sdk.Plans;

namespace MlOps.Sdk.Training;

/// <summary>A task that lies where a worker finds it.</summary>
/// <param name="Folder">The folder of the task and of what its jobs make.</param>
/// <param name="Image">The image that has the worker.</param>
/// <param name="Options">The machines and the account.</param>
/// <param name="Timeout">How long a container may run; null for the service's own bound.</param>
/// <param name="Compute">The machine that the stage asks for.</param>
internal sealed record WorkerTask(ObjectUri Folder, string Image, GoogleCloudOptions Options, TimeSpan? Timeout, ComputeSpec Compute)
{
    public ObjectUri Uri => Folder.At("task.json");

    /// <summary>What runs where, for the job of this id.</summary>
    public CustomJobSpec Describe(string id, IReadOnlyList<string> arguments) => new()
    {
        WorkerPoolSpecs =
        [
            new WorkerPoolSpec
            {
                MachineSpec = new MachineSpec { MachineType = Machines.For(Compute, Options.TrainingMachine) },
                ContainerSpec = new ContainerSpec { ImageUri = Image, Args = arguments },
            },
        ],
        Scheduling = Timeout is { } timeout ? new JobScheduling { Timeout = timeout } : null,
        ServiceAccount = Options.ServiceAccount,
        // A folder of each job's own: what a failed one has left is never taken for a result.
        BaseOutputDirectory = new GcsDestination(Folder.At(id).ToString()),
    };
}
