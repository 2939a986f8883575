using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using MlOps.Sdk.Stages;

namespace MlOps.Sdk;

/// <summary>Adds platforms to an application's services, and replaces their stages.</summary>
public sealed class MlOpsBuilder
{
    internal MlOpsBuilder(IServiceCollection services) => Services = services;

    /// <summary>The application's services.</summary>
    public IServiceCollection Services { get; }

    /// <summary>Lets a class of the user's own ingest on a platform.</summary>
    public MlOpsBuilder UseIngestor<T>(string platform)
        where T : class, IIngestor => Use<IIngestor, T>(platform);

    /// <summary>Lets a class of the user's own transform on a platform.</summary>
    public MlOpsBuilder UseTransformer<T>(string platform)
        where T : class, ITransformer => Use<ITransformer, T>(platform);

    /// <summary>Lets a class of the user's own stage datasets on a platform.</summary>
    public MlOpsBuilder UseStager<T>(string platform)
        where T : class, IStager => Use<IStager, T>(platform);

    /// <summary>Lets a class of the user's own train on a platform.</summary>
    public MlOpsBuilder UseTrainer<T>(string platform)
        where T : class, ITrainer => Use<ITrainer, T>(platform);

    /// <summary>Lets a class of the user's own deploy on a platform.</summary>
    public MlOpsBuilder UseDeployer<T>(string platform)
        where T : class, IDeployer => Use<IDeployer, T>(platform);

    private MlOpsBuilder Use<TStage, T>(string platform)
        where TStage : class
        where T : class, TStage
    {
        ArgumentException.ThrowIfNullOrEmpty(platform);
        Services.RemoveAllKeyed<TStage>(platform);
        Services.AddKeyedSingleton<TStage, T>(platform);
        return this;
    }
}
