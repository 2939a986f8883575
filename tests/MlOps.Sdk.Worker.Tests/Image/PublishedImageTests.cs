using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using MlOps.Sdk.Algebra;
using MlOps.Sdk.Artifacts;
using MlOps.Sdk.Clients;
using MlOps.Sdk.Models;
using MlOps.Sdk.Training;

namespace MlOps.Sdk.Worker.Tests.Image;

/// <summary>The image that <c>dotnet publish -t:PublishContainer</c> makes of the worker, pulled and run for what it is there for.</summary>
[Collection(WorkerImage.Tests)]
public sealed class PublishedImageTests(WorkerImage image)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_trains_LightGBM_and_serves_it_as_a_run_on_this_machine_does()
    {
        await using Application cloud = await Application.StartAsync(image);
        await using Application local = Application.OnThisMachine();
        Pipeline pipeline = Application.Strikes(Learner.LightGbm(trees: 20, leaves: 15));

        PipelineRun there = await cloud.RunAsync(pipeline);
        PipelineRun here = await local.RunAsync(pipeline);

        Assert.Equal(here.Evaluation!["AreaUnderRocCurve"], there.Evaluation!["AreaUnderRocCurve"], 1e-9);
        Assert.Equal(image.Name, (await cloud.Vertex.CustomJobs.ListAsync(null, Token).SingleAsync(Token)).JobSpec.WorkerPoolSpecs[0].ContainerSpec.ImageUri);
        (JsonElement strike, double probability) = await FirstOfGoldenAsync(here, local);
        Assert.Equal(probability, await cloud.PredictAsync(strike), 1e-9);
        string server = Assert.Single(await image.Podman.ContainersAsync());
        Assert.Equal("1654", await UserOfAsync(server));

        await cloud.Google!.DisposeAsync();
        Assert.Empty(await image.Podman.ContainersAsync());
    }

    [Fact]
    public async Task Its_trials_report_to_the_tuning_job()
    {
        await using Application cloud = await Application.StartAsync(image);

        Tuning search = (await cloud.RunAsync(Application.Strikes(Learner.FastTree(trees: 10, leaves: 8), trials: 2))).Product<Tuning>();

        Assert.Equal(2, search.Trials.Count);
        Assert.All(search.Trials, trial => Assert.InRange(Assert.Single(trial.Rungs).Score, 0.6, 1));
    }

    [Fact]
    public async Task It_writes_only_temporary_files_and_ends_within_seconds_when_it_is_told_to()
    {
        await using Application cloud = await Application.StartAsync(image);
        await cloud.RunAsync(Application.Strikes(Learner.Linear()));
        string task = (await cloud.Vertex.CustomJobs.ListAsync(null, Token).SingleAsync(Token)).JobSpec.WorkerPoolSpecs[0].ContainerSpec.Args[2];
        string model = (await cloud.Vertex.Models.GetAsync("strikes", Token)).ArtifactUri!;
        // podman gives what is read-only a /tmp in memory, as Kubernetes would be told to.
        string[] run = ["--network", "host", "--read-only", "--env", $"STORAGE_EMULATOR_HOST={cloud.Google!.Address}"];

        await image.Podman.RunAsync(["run", "--rm", .. run, image.Name, "run", "--task", task, "--output", "gs://my-bucket/again"]);
        int port = Loopback.FreePort();
        string server = await image.Podman.RunAsync(["run", "--detach", .. run, "--env", $"AIP_HTTP_PORT={port}", image.Name, "serve", "--model", model]);
        await Loopback.AnsweredAsync($"http://localhost:{port}/models/model/health");
        long asked = TimeProvider.System.GetTimestamp();
        await image.Podman.RunAsync("stop", "--time", "30", server);
        TimeSpan needed = TimeProvider.System.GetElapsedTime(asked);
        string exitCode = await image.Podman.RunAsync("inspect", "--format", "{{.State.ExitCode}}", server);
        await image.Podman.RunAsync("rm", server);

        Assert.NotNull(await cloud.Services.GetRequiredService<ICloudStorage>().FindAsync(ObjectUri.Parse("gs://my-bucket/again/result.json"), Token));
        Assert.Equal("0", exitCode);
        Assert.InRange(needed, TimeSpan.Zero, TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task Its_native_libraries_lack_nothing_and_are_those_of_Linux_only()
    {
        string found = await image.Podman.RunAsync("run", "--rm", "--entrypoint", "sh", image.Name, "-c",
            "find /app -name '*.so' -print -exec env LD_LIBRARY_PATH=/app ldd {} ';' && find /app -name '*.dll' -path '*/native/*'");

        Assert.All(["lib_lightgbm.so", "libFastTreeNative.so", "libLdaNative.so", "libduckdb.so", "libe_sqlite3.so"], library =>
            Assert.Contains($"/app/runtimes/linux-x64/native/{library}\n", found, StringComparison.Ordinal));
        Assert.Contains("libgomp.so.1 => /app/libgomp.so.1", found, StringComparison.Ordinal);
        Assert.DoesNotContain("not found", found, StringComparison.Ordinal);
        Assert.DoesNotContain(".dll", found, StringComparison.Ordinal);
        Assert.InRange(await SizeOfAsync(image.Name) - await SizeOfAsync(image.Base), 50e6, 120e6);
    }

    [Fact]
    public async Task Without_OpenMP_it_says_what_LightGBM_lacks()
    {
        string without = image.Name + "-without-openmp";
        await image.Podman.RunAsync("run", "--name", "without", "--user", "root", "--entrypoint", "rm", image.Name, "/app/libgomp.so.1");
        await image.Podman.RunAsync("commit", "--quiet", "--change", "USER 1654", "--change", "CMD []", "--change",
            "ENTRYPOINT [\"dotnet\", \"/app/MlOps.Sdk.Worker.dll\"]", "without", without);
        await image.Podman.RunAsync("rm", "without");
        await using Application cloud = await Application.StartAsync(image, without);

        PipelineRunException exception = await Assert.ThrowsAsync<PipelineRunException>(() => cloud.RunAsync(Application.Strikes(Learner.LightGbm(trees: 2))));

        Assert.Contains("train.learner: LightGBM's native library, or OpenMP's that it needs, can't be loaded.", exception.ToString(), StringComparison.Ordinal);
        Assert.Contains("libgomp.so.1: cannot open shared object file", exception.ToString(), StringComparison.Ordinal);
    }

    private async Task<double> SizeOfAsync(string name) =>
        double.Parse(await image.Podman.RunAsync("image", "inspect", "--format", "{{.Size}}", name), CultureInfo.InvariantCulture);

    private async Task<string> UserOfAsync(string container)
    {
        string process = await image.Podman.RunAsync("inspect", "--format", "{{.State.Pid}}", container);
        return File.ReadLines($"/proc/{process}/status").Single(line => line.StartsWith("Uid:", StringComparison.Ordinal)).Split('\t')[2];
    }

    private static async Task<(JsonElement Instance, double Probability)> FirstOfGoldenAsync(PipelineRun run, Application application)
    {
        ServableModel model = ServableModel.Load(await application.Services.GetRequiredService<IArtifactStore>().FetchAsync(run.Model!.Bundle, Token));
        JsonElement instance = JsonDocument.Parse(run.Product<FittedFeatures>().Golden[0].Instance).RootElement;
        RowBuffer row = model.CreateRow();
        float[] scores = new float[model.ScoreCount];
        new InstanceReader(model.Manifest.Instance).Read(instance.GetRawText(), row);
        model.Predict(row, scores);
        return (instance, scores[0]);
    }
}
