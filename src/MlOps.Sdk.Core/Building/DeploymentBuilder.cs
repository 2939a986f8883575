using MlOps.Sdk.Plans;
using MlOps.Sdk.Stages;

namespace MlOps.Sdk.Building;

/// <summary>Says how a model is deployed.</summary>
public sealed class DeploymentBuilder
{
    internal DeploymentBuilder()
    {
    }

    internal StageImplementation? Implementation { get; private set; }

    /// <summary>Deploys through a class of your own.</summary>
    /// <param name="settings">Becomes <see cref="StageContext.Settings"/>, and part of the cache key.</param>
    public DeploymentBuilder UseDeployer<TDeployer>(object? settings = null)
        where TDeployer : class, IDeployer
    {
        Implementation = PipelineDraft.Implementation(typeof(TDeployer), settings);
        return this;
    }
}
