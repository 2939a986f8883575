using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using MlOps.Sdk.Stages;

namespace MlOps.Sdk.Local.Tests.DependencyInjection;

public sealed class AddMlOpsTests
{
    [Fact]
    public void Options_are_bound_from_configuration_and_code_has_the_last_word()
    {
        using ServiceProvider provider = Build(
            services => services.AddMlOps(options => options.Root = "code").AddLocal(local => local.Threads = 3),
            ("MlOps:Platform", "Moon"), ("MlOps:Root", "configured"), ("MlOps:Parallelism", "5"), ("MlOps:Local:Threads", "2"), ("MlOps:Local:MemoryLimit", "900MB"));

        MlOpsOptions options = provider.GetRequiredService<IOptions<MlOpsOptions>>().Value;
        Assert.Equal(("Moon", "code", 5), (options.Platform, options.Root, options.Parallelism));
        LocalOptions local = provider.GetRequiredService<IOptions<LocalOptions>>().Value;
        Assert.Equal((3, "900MB"), (local.Threads, local.MemoryLimit));
    }

    [Fact]
    public void All_wrong_options_are_named_by_their_keys()
    {
        using ServiceProvider provider = Build(services => services.AddMlOps(), ("MlOps:Platform", " "), ("MlOps:Root", ""), ("MlOps:Parallelism", "0"));
        OptionsValidationException exception =
            Assert.Throws<OptionsValidationException>(() => provider.GetRequiredService<IOptions<MlOpsOptions>>().Value);
        Assert.Equal(["MlOps:Platform", "MlOps:Root", "MlOps:Parallelism"], exception.Failures.Select(failure => failure[..failure.IndexOf(": ", StringComparison.Ordinal)]));
    }

    [Fact]
    public void Adding_twice_is_adding_once()
    {
        ServiceCollection services = new();
        services.AddMlOps().AddLocal();
        int once = services.Count(descriptor => descriptor.IsKeyedService || descriptor.ServiceType == typeof(PipelineRunner));
        services.AddMlOps().AddLocal();
        Assert.Equal(once, services.Count(descriptor => descriptor.IsKeyedService || descriptor.ServiceType == typeof(PipelineRunner)));
    }

    [Theory]
    [InlineData(typeof(IIngestor))]
    [InlineData(typeof(ITransformer))]
    [InlineData(typeof(IStager))]
    [InlineData(typeof(ITrainer))]
    [InlineData(typeof(IDeployer))]
    [InlineData(typeof(IWarehouse))]
    public void The_local_platform_has_every_stage(Type stage)
    {
        using ServiceProvider provider = Build(services => services.AddMlOps().AddLocal());
        Assert.NotNull(provider.GetRequiredKeyedService(stage, Platforms.Local));
    }

    private static ServiceProvider Build(Action<IServiceCollection> add, params (string Key, string Value)[] configuration)
    {
        ServiceCollection services = new();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder()
            .AddInMemoryCollection(configuration.Select(entry => KeyValuePair.Create(entry.Key, (string?)entry.Value))).Build());
        add(services);
        return services.BuildServiceProvider();
    }
}
