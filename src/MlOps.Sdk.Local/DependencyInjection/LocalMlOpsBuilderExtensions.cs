using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using MlOps.Sdk;
using MlOps.Sdk.Artifacts;
using MlOps.Sdk.Data;
using MlOps.Sdk.Deployments;
using MlOps.Sdk.Lineage;
using MlOps.Sdk.Registry;
using MlOps.Sdk.Runs;
using MlOps.Sdk.Runs.Relational;
using MlOps.Sdk.Stages;
using MlOps.Sdk.Training;
using MlOps.Sdk.Training.SpotChecks;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds the local platform.</summary>
public static class LocalMlOpsBuilderExtensions
{
    /// <summary>Lets pipelines run in the application's own process; keeps runs, models and artifacts below <see cref="MlOpsOptions.Root"/>.</summary>
    /// <param name="builder">What <c>AddMlOps()</c> returned.</param>
    /// <param name="configure">Sets options; has the last word over the configuration section <c>MlOps:Local</c>.</param>
    public static MlOpsBuilder AddLocal(this MlOpsBuilder builder, Action<LocalOptions>? configure = null)
    {
        IServiceCollection services = builder.Services;
        services.AddOptions<LocalOptions>()
            .Configure<IServiceProvider>((options, provider) => provider.GetService<IConfiguration>()?.GetSection("MlOps:Local").Bind(options))
            .ValidateOnStart();
        if (configure is not null)
            services.Configure(configure);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<LocalOptions>, LocalOptionsValidator>());

        // Data
        services.TryAddSingleton<DuckDbEngine>();
        services.TryAddKeyedSingleton<IWarehouse, DuckDbWarehouse>(Platforms.Local);

        // Stages
        services.TryAddKeyedSingleton<IIngestor, DuckDbIngestor>(Platforms.Local);
        services.TryAddKeyedSingleton<ITransformer, DuckDbTransformer>(Platforms.Local);
        services.TryAddKeyedSingleton<IStager, DuckDbStager>(Platforms.Local);

        services.TryAddKeyedSingleton<ITrainer, MlNetTrainer>(Platforms.Local);
        services.TryAddKeyedSingleton<ISpotChecker>(
            Platforms.Local, (provider, platform) => new SpotChecker(provider.GetRequiredKeyedService<ITrainer>(platform)));
        services.TryAddKeyedSingleton<ITuner>(Platforms.Local, (provider, platform) => new Tuner(provider.GetRequiredKeyedService<ITrainer>(platform)));
        services.TryAddKeyedSingleton<IDeployer, LocalDeployer>(Platforms.Local);

        // What is kept below the root
        services.TryAddSingleton<RunDatabase, SqliteDatabase>();
        services.TryAddSingleton<IRunStore, RelationalRunStore>();
        services.TryAddSingleton<IArtifactStore, FileArtifactStore>();
        services.TryAddSingleton<IModelRegistry, RelationalModelRegistry>();
        services.TryAddSingleton<RelationalAuditLog>();
        services.TryAddSingleton<IAuditLog>(provider => provider.GetRequiredService<RelationalAuditLog>());

        return builder;
    }
}
