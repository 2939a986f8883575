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

    internal int? Percent { get; private set; }

    /// <summary>Gives the version only some of the traffic; the one that has had most of it keeps the rest, and is at once what one goes back to.</summary>
    /// <remarks>The first version of an endpoint gets all of it. A version that somebody has given more since keeps that.</remarks>
    /// <param name="percent">The version's share of the traffic, 1 to 99.</param>
    public DeploymentBuilder Canary(int percent)
    {
        Percent = percent;
        return this;
    }

    /// <summary>Deploys through a class of your own.</summary>
    /// <param name="settings">Becomes <see cref="StageContext.Settings"/>, and part of the cache key.</param>
    public DeploymentBuilder UseDeployer<TDeployer>(object? settings = null)
        where TDeployer : class, IDeployer
    {
        Implementation = PipelineDraft.Implementation(typeof(TDeployer), settings);
        return this;
    }
}
