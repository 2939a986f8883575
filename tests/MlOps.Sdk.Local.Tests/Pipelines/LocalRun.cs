using Microsoft.Extensions.DependencyInjection;

namespace MlOps.Sdk.Local.Tests.Pipelines;

/// <summary>A folder of a test's own, and a runner that keeps everything in it.</summary>
internal sealed class LocalRun : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mlops-run-");
    private readonly ServiceProvider _services;

    public LocalRun(Func<MlOpsBuilder, MlOpsBuilder>? configure = null, string? root = null)
    {
        Root = root ?? PathOf(".mlops");
        MlOpsBuilder builder = new ServiceCollection().AddMlOps(options => options.Root = Root).AddLocal();
        _services = (configure?.Invoke(builder) ?? builder).Services.BuildServiceProvider();
    }

    public string Root { get; }

    public IServiceProvider Services => _services;

    public string PathOf(string name) => Path.Combine(_folder.FullName, name);

    public string Write(string name, string content)
    {
        File.WriteAllText(PathOf(name), content);
        return PathOf(name);
    }

    public Task<PipelineRun> RunAsync(Pipeline pipeline) =>
        _services.GetRequiredService<PipelineRunner>().RunAsync(pipeline, TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}
