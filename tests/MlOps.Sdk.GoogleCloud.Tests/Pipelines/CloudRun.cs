using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using MlOps.Sdk.Testing;

namespace MlOps.Sdk.GoogleCloud.Tests.Pipelines;

/// <summary>An application that runs its pipelines on an emulator of Google Cloud, with a folder of its own.</summary>
internal sealed class CloudRun : IAsyncDisposable
{
    public const string WorkerImage = "europe-west4-docker.pkg.dev/my-project/mlops/worker:1";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mlops-cloud-");
    private readonly ServiceProvider _services;
    private readonly bool _ownsEmulator;

    private CloudRun(
        GoogleCloudEmulator google, bool ownsEmulator, string? root, Action<GoogleCloudOptions>? configure, Action<MlOpsOptions>? mlOps = null, Action<ILoggingBuilder>? logging = null)
    {
        Google = google;
        _ownsEmulator = ownsEmulator;
        Root = root ?? Path.Combine(_folder.FullName, ".mlops");
        _services = new ServiceCollection()
            .AddLogging(builder => logging?.Invoke(builder))
            .AddMlOps(options =>
            {
                options.Root = Root;
                options.Platform = Platforms.GoogleCloud;
                mlOps?.Invoke(options);
            })
            .AddLocal()
            .AddGoogleCloud(options =>
            {
                Configure(options, google.Address);
                configure?.Invoke(options);
            })
            .Services.BuildServiceProvider();
    }

    public GoogleCloudEmulator Google { get; }

    public string Root { get; }

    public IServiceProvider Services => _services;

    public PipelineRunner Runner => _services.GetRequiredService<PipelineRunner>();

    public static async Task<CloudRun> StartAsync(
        Action<GoogleCloudOptions>? configure = null, Action<MlOpsOptions>? mlOps = null, Action<ILoggingBuilder>? logging = null) =>
        new(await StartEmulatorAsync(), true, null, configure, mlOps, logging);

    /// <summary>Another application on the same emulator; with the same root it is the same one, started again.</summary>
    public static CloudRun On(GoogleCloudEmulator google, string? root = null, Action<GoogleCloudOptions>? configure = null) => new(google, false, root, configure);

    /// <summary>An emulator that has the worker's image.</summary>
    public static Task<GoogleCloudEmulator> StartEmulatorAsync() => GoogleCloudEmulator.StartAsync(options =>
    {
        options.Images[WorkerImage] = ["dotnet", Path.Combine(AppContext.BaseDirectory, "MlOps.Sdk.Worker.dll")];
        options.Python = Python.Preferred;
    });

    public static void Configure(GoogleCloudOptions options, Uri emulator)
    {
        options.ProjectId = "my-project";
        options.Region = "europe-west4";
        options.Bucket = "my-bucket/mlops";
        options.Endpoint = emulator.ToString();
        options.WorkerImage = WorkerImage;
        options.Retry.FirstDelay = TimeSpan.FromMilliseconds(10);
        options.Retry.MaxDelay = TimeSpan.FromMilliseconds(100);
    }

    public Task<PipelineRun> RunAsync(Pipeline pipeline) => Runner.RunAsync(pipeline, TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        if (_ownsEmulator)
        {
            ExchangeLogs.Keep(Google);
            await Google.DisposeAsync();
        }

        foreach (FileInfo file in _folder.EnumerateFiles("*", SearchOption.AllDirectories))
            file.IsReadOnly = false;
        _folder.Delete(recursive: true);
    }
}
