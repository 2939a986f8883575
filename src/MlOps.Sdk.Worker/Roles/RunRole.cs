using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using MlOps.Sdk.Artifacts;
using MlOps.Sdk.Clients;
using MlOps.Sdk.Data;
using MlOps.Sdk.Plans;
using MlOps.Sdk.Runs;
using MlOps.Sdk.Stages;
using MlOps.Sdk.Training;

namespace MlOps.Sdk.Roles;

/// <summary>Does the work of one stage: reads the task, works as the local platform does, uploads what was made, and says last what that is.</summary>
internal static class RunRole
{
    public static async Task<int> RunAsync(WorkerArguments arguments, Action<MlOpsBuilder>? configure)
    {
        ObjectUri output = arguments.Output ?? OutputOfJob();
        string root = Directory.CreateTempSubdirectory("mlops-worker-").FullName;
        using CancellationTokenSource stopping = new();
        // Vertex AI cancels a job by SIGTERM.
        using PosixSignalRegistration termination = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal =>
        {
            signal.Cancel = true;
            stopping.Cancel();
        });
        try
        {
            await using ServiceProvider services = Services(root, arguments.Task!, configure);
            ICloudStorage storage = services.GetRequiredService<ICloudStorage>();
            StageTask task = StageTask.FromJson(await storage.ReadAsync(arguments.Task!, stopping.Token));
            Product product = arguments.Trial is { } settings
                ? await TrialRole.RunAsync(services, task, settings, stopping.Token)
                : await StageTaskRunner.RunAsync(services, task, progress: null, stopping.Token);
            byte[] result = await UploadAsync(product, services, output, stopping.Token);
            await storage.WriteAsync(output.At(WorkerFiles.Result), result, new WriteOptions { ContentType = "application/json" }, stopping.Token);
            if (product is Tuning trial && arguments.Trial is not null)
                await TrialRole.ReportAsync(trial, services, stopping.Token);
            return 0;
        }
        catch (Exception exception) when (exception is StageException or GoogleCloudException or PlanFormatException)
        {
            throw new WorkerException(exception.Message, innerException: exception);
        }
        catch (OperationCanceledException exception) when (stopping.IsCancellationRequested)
        {
            throw new WorkerException("run: stopped by SIGTERM.", exitCode: 143, exception);
        }
        finally
        {
            DeleteTree(root);
        }
    }

    private static ServiceProvider Services(string root, ObjectUri place, Action<MlOpsBuilder>? configure)
    {
        ServiceCollection services = new();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddEnvironmentVariables().Build());
        services.AddLogging(logging => logging.AddSimpleConsole(console => console.SingleLine = true));
        MlOpsBuilder builder = services
            .AddMlOps(options => options.Root = root)
            .AddLocal()
            .AddGoogleCloud(options => WorkerEnvironment.Complete(options, place));
        configure?.Invoke(builder);
        return services.BuildServiceProvider();
    }

    // AIP_MODEL_DIR is the folder model/ of the job's own folder.
    private static ObjectUri OutputOfJob() => WorkerEnvironment.Variable("AIP_MODEL_DIR") is { } model
        ? ObjectUri.Parse(model.TrimEnd('/')[..model.TrimEnd('/').LastIndexOf('/')])
        : throw new WorkerException("run: there is no place for what is made. Set baseOutputDirectory of the job, or --output gs://bucket/folder.", exitCode: 2);

    /// <summary>Uploads every file of a product, and gives the product's JSON with the places where they lie now.</summary>
    private static async Task<byte[]> UploadAsync(Product product, ServiceProvider services, ObjectUri output, CancellationToken cancellationToken)
    {
        CloudFiles files = services.GetRequiredService<CloudFiles>();
        IArtifactStore artifacts = services.GetRequiredService<IArtifactStore>();
        JsonNode json = JsonSerializer.SerializeToNode(product, PlanJson.Compact)!;
        foreach (JsonObject place in PlacesIn(json).ToList())
        {
            DataFile file = place.Deserialize<DataFile>(PlanJson.Compact)!;
            string path = await artifacts.FetchAsync(file, cancellationToken);
            ObjectUri target = output.At($"{WorkerFiles.Files}/{file.Digest}");
            DataFile uploaded = Directory.Exists(path)
                ? await files.UploadFolderAsync(path, target, cancellationToken)
                : await files.UploadFileAsync(path, target, file.Digest, cancellationToken);
            place["location"] = uploaded.Location;
        }

        return JsonSerializer.SerializeToUtf8Bytes(json, PlanJson.Compact);
    }

    private static IEnumerable<JsonObject> PlacesIn(JsonNode? node) => node switch
    {
        JsonObject place when place["location"]?.GetValueKind() == JsonValueKind.String
            && place["location"]!.GetValue<string>().StartsWith("artifact:", StringComparison.Ordinal) => [place],
        JsonObject other => other.SelectMany(member => PlacesIn(member.Value)),
        JsonArray array => array.SelectMany(PlacesIn),
        _ => [],
    };

    private static void DeleteTree(string folder)
    {
        foreach (FileInfo file in new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories).Where(file => file.IsReadOnly))
            file.IsReadOnly = false;
        Directory.Delete(folder, recursive: true);
    }
}
