using MlOps.Sdk.Clients;
using MlOps.Sdk.Testing;

namespace MlOps.Sdk.Worker.Tests.Image;

/// <summary>The emulator runs images that it has no command for by a container engine, and leaves none running.</summary>
[Collection(WorkerImage.Tests)]
public sealed class ContainerEngineTests(WorkerImage image)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_cancelled_job_leaves_no_container(bool whenItRuns)
    {
        await using Application cloud = await Application.StartAsync(image);
        CustomJob started = await cloud.Vertex.CustomJobs.StartAsync(Job(image.Name, "sh", "-c", "trap 'exit 143' TERM; sleep 300 & wait"), "key", Token);
        if (whenItRuns)
            await image.Podman.RunningAsync(Token);

        await cloud.Vertex.CustomJobs.CancelAsync(started.Name!, Token);

        Assert.Equal(VertexJobState.Cancelled, (await cloud.Vertex.CustomJobs.WaitAsync(started.Name!, null, Token)).State);
        await cloud.Google!.DisposeAsync();
        Assert.Empty(await image.Podman.ContainersAsync());
    }

    [Fact]
    public async Task A_command_takes_the_place_of_the_entry_point_and_a_failure_is_told()
    {
        await using Application cloud = await Application.StartAsync(image);
        CustomJob job = Job(image.Name, "sh", "-c", "echo \"$0 $CLOUD_ML_JOB_ID\" >&2; exit 3", "my words");

        CustomJob ended = await RunAsync(cloud, job);

        Assert.Equal(VertexJobState.Failed, ended.State);
        Assert.Equal($"The replica workerpool0-0 exited with a non-zero status of 3. The last lines of its standard error:\nmy words {ended.Id}", ended.Error!.Message);
    }

    [Fact]
    public async Task An_image_that_cannot_be_pulled_is_told_with_the_engines_words()
    {
        await using Application cloud = await Application.StartAsync(image);

        CustomJob ended = await RunAsync(cloud, Job(image.Name + "-not-there", "true"));

        Assert.Equal(VertexJobState.Failed, ended.State);
        Assert.StartsWith($"Failed to pull image \"{image.Name}-not-there\"", ended.Error!.Message, StringComparison.Ordinal);
        Assert.Contains("manifest unknown", ended.Error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_engine_that_is_not_there_is_told()
    {
        await using GoogleCloudEmulator google = await GoogleCloudEmulator.StartAsync(options => options.ContainerEngine = ["no-such-engine"]);
        await using Application cloud = Application.On(google, "any/image");

        CustomJob ended = await RunAsync(cloud, Job("any/image", "true"));

        Assert.Equal(VertexJobState.Failed, ended.State);
        Assert.StartsWith("The container engine 'no-such-engine' can't be started:", ended.Error!.Message, StringComparison.Ordinal);
    }

    private static async Task<CustomJob> RunAsync(Application cloud, CustomJob job)
    {
        CustomJob started = await cloud.Vertex.CustomJobs.StartAsync(job, "key", Token);
        return await cloud.Vertex.CustomJobs.WaitAsync(started.Name!, null, Token);
    }

    private static CustomJob Job(string image, params string[] command) => new()
    {
        DisplayName = "a job",
        JobSpec = new CustomJobSpec
        {
            WorkerPoolSpecs =
            [
                new WorkerPoolSpec
                {
                    MachineSpec = new MachineSpec { MachineType = "n1-standard-4" },
                    ContainerSpec = new ContainerSpec { ImageUri = image, Command = command },
                },
            ],
        },
    };
}
