using Microsoft.Extensions.DependencyInjection;

namespace MlOps.Sdk.GoogleCloud.Tests.Pipelines;

/// <summary>The same application without the cloud.</summary>
internal sealed class LocalTwin : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mlops-local-");
    private readonly ServiceProvider _services;

    public LocalTwin() => _services = new ServiceCollection()
        .AddMlOps(options => options.Root = Path.Combine(_folder.FullName, ".mlops"))
        .AddLocal()
        .Services.BuildServiceProvider();

    public IServiceProvider Services => _services;

    public Task<PipelineRun> RunAsync(Pipeline pipeline) =>
        _services.GetRequiredService<PipelineRunner>().RunAsync(pipeline, TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        foreach (FileInfo file in _folder.EnumerateFiles("*", SearchOption.AllDirectories))
            file.IsReadOnly = false;
        _folder.Delete(recursive: true);
    }
}
