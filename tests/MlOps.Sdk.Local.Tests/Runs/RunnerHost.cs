using Microsoft.Extensions.DependencyInjection;
using MlOps.Sdk.Artifacts;
using MlOps.Sdk.Plans;
using MlOps.Sdk.Runs;

namespace MlOps.Sdk.Local.Tests.Runs;

/// <summary>An application with a root folder of its own.</summary>
internal sealed class RunnerHost : IAsyncDisposable
{
    private readonly bool _ownsRoot;

    public RunnerHost(string? root = null, Action<IServiceCollection>? configure = null, Action<MlOpsOptions>? options = null)
    {
        _ownsRoot = root is null;
        Root = root ?? Directory.CreateTempSubdirectory("mlops-").FullName;
        ServiceCollection services = new();
        services.AddMlOps(settings =>
        {
            settings.Root = Root;
            options?.Invoke(settings);
        }).AddLocal();
        configure?.Invoke(services);
        Provider = services.BuildServiceProvider(new ServiceProviderOptions { ValidateScopes = true });
    }

    public string Root { get; }

    public ServiceProvider Provider { get; }

    public PipelineRunner Runner => Provider.GetRequiredService<PipelineRunner>();

    public IRunStore Store => Provider.GetRequiredService<IRunStore>();

    public IArtifactStore Artifacts => Provider.GetRequiredService<IArtifactStore>();

    public Task<PipelineRun> RunAsync(params StagePlan[] stages) => RunAsync("test", stages);

    public Task<PipelineRun> RunAsync(string pipeline, IEnumerable<StagePlan> stages, CancellationToken? cancellationToken = null) =>
        Runner.RunAsync(
            new Pipeline(new PipelinePlan(pipeline, [.. stages]), new Dictionary<string, object>()), cancellationToken ?? TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        await Provider.DisposeAsync();
        if (!_ownsRoot)
            return;
        foreach (FileInfo file in new DirectoryInfo(Root).EnumerateFiles("*", SearchOption.AllDirectories))
            file.IsReadOnly = false;
        Directory.Delete(Root, recursive: true);
    }
}
