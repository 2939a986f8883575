using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using MlOps.Sdk;
using MlOps.Sdk.Artifacts;
using MlOps.Sdk.Clients;
using MlOps.Sdk.Data;
using MlOps.Sdk.Deployments;
using MlOps.Sdk.Stages;
using MlOps.Sdk.Training;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds Google Cloud.</summary>
public static class GoogleCloudMlOpsBuilderExtensions
{
    /// <summary>The configuration section that <see cref="GoogleCloudOptions"/> are bound from.</summary>
    public const string Section = "MlOps:GoogleCloud";

    /// <summary>Lets stages run on Cloud Storage, Dataflow, BigQuery and Vertex AI; the local platform keeps the runs, and reads files of text.</summary>
    /// <param name="builder">What <c>AddMlOps().AddLocal()</c> returned.</param>
    /// <param name="configure">Sets options; has the last word over the configuration section <c>MlOps:GoogleCloud</c>.</param>
    public static MlOpsBuilder AddGoogleCloud(this MlOpsBuilder builder, Action<GoogleCloudOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        IServiceCollection services = builder.Services;
        services.AddOptions<GoogleCloudOptions>()
            .Configure<IServiceProvider>((options, provider) => provider.GetService<IConfiguration>()?.GetSection(Section).Bind(options))
            .ValidateOnStart();
        if (configure is not null)
            services.Configure(configure);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<GoogleCloudOptions>, GoogleCloudOptionsValidator>());

        // Clients
        services.TryAddSingleton(provider => new GoogleCloudConnection(
            provider.GetRequiredService<IOptions<GoogleCloudOptions>>().Value,
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILoggerFactory>().CreateLogger("MlOps.Sdk.GoogleCloud")));
        services.TryAddSingleton<ICloudStorage, CloudStorage>();
        services.TryAddSingleton<IBigQuery, BigQueryClient>();
        services.TryAddSingleton<IDataflow, DataflowClient>();
        services.TryAddSingleton<IVertexAi, VertexAi>();

        // Artifacts
        services.TryAddSingleton<CloudPlaces>();
        services.TryAddSingleton<CloudFiles>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IRemoteFiles, CloudFiles>(provider => provider.GetRequiredService<CloudFiles>()));

        // Data
        services.TryAddSingleton<CloudDatasets>();
        services.TryAddSingleton<BigQueryPlaces>();
        services.TryAddSingleton<BigQueryQueries>();
        services.TryAddSingleton<BigQueryReader>();
        services.TryAddSingleton<CloudParquetSource>();
        services.TryAddSingleton<BigQueryTransformer>();
        services.TryAddSingleton<DataflowTransformer>();
        services.TryAddKeyedSingleton<IWarehouse, BigQueryWarehouse>(Platforms.GoogleCloud);

        // Training
        services.TryAddSingleton<WorkerJobs>();
        services.TryAddSingleton<VertexTrainer>();
        services.TryAddSingleton<BigQueryExports>();
        services.TryAddSingleton<BigQueryMlTrainer>();

        // Stages
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IPlatformCheck, CloudCheck>());
        services.TryAddKeyedSingleton<IIngestor, CloudIngestor>(Platforms.GoogleCloud);
        services.TryAddKeyedSingleton<ITransformer, CloudTransformer>(Platforms.GoogleCloud);
        services.TryAddKeyedSingleton<IStager, BigQueryStager>(Platforms.GoogleCloud);
        services.TryAddKeyedSingleton<ISpotChecker, VertexSpotChecker>(Platforms.GoogleCloud);
        services.TryAddKeyedSingleton<ITuner, VertexTuner>(Platforms.GoogleCloud);
        services.TryAddKeyedSingleton<ITrainer, CloudTrainer>(Platforms.GoogleCloud);
        services.TryAddKeyedSingleton<IDeployer, VertexDeployer>(Platforms.GoogleCloud);

        return builder;
    }
}
