using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using MlOps.Sdk;
using MlOps.Sdk.Runs;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds MlOps.Sdk to an application.</summary>
public static class MlOpsServiceCollectionExtensions
{
    /// <summary>The configuration section that <see cref="MlOpsOptions"/> are bound from.</summary>
    public const string Section = "MlOps";

    /// <summary>Adds <see cref="PipelineRunner"/>; platforms follow, such as <c>.AddLocal()</c>.</summary>
    /// <param name="services">The application's services.</param>
    /// <param name="configure">Sets options; has the last word over the configuration section <c>MlOps</c>.</param>
    public static MlOpsBuilder AddMlOps(this IServiceCollection services, Action<MlOpsOptions>? configure = null)
    {
        services.AddLogging();
        services.TryAddSingleton(TimeProvider.System);
        services.AddOptions<MlOpsOptions>()
            .Configure<IServiceProvider>((options, provider) => provider.GetService<IConfiguration>()?.GetSection(Section).Bind(options))
            .ValidateOnStart();
        if (configure is not null)
            services.Configure(configure);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<MlOpsOptions>, MlOpsOptionsValidator>());

        services.TryAddSingleton<RunServices>();
        services.TryAddSingleton(provider => new PipelineRunner(provider.GetRequiredService<RunServices>()));
        return new MlOpsBuilder(services);
    }
}
