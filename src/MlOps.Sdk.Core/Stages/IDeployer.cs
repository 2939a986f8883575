using MlOps.Sdk.Deployments;
using MlOps.Sdk.Plans;
using MlOps.Sdk.Registry;

namespace MlOps.Sdk.Stages;

/// <summary>The stage that puts a model version behind an endpoint.</summary>
/// <remarks>
/// Local: replays the golden rows, then points the endpoint's file at the bundle; applications that call <c>MapModel</c> follow it. No canary.
/// Google Cloud: a model version and a deployment on a Vertex AI endpoint, whose worker replays the golden rows before it answers; then the traffic.
/// </remarks>
public interface IDeployer
{
    /// <summary>Deploys the version; the same version on the same endpoint is a single deployment, however often it is deployed.</summary>
    Task<Deployment> DeployAsync(DeploymentRequest request, StageContext context, CancellationToken cancellationToken);

    /// <summary>
    /// Whether a deployment that was made earlier is still what the endpoint serves, so that it needn't be made again. False, which always deploys, if the
    /// class doesn't say.
    /// </summary>
    Task<bool> IsInEffectAsync(Deployment deployment, StageContext context, CancellationToken cancellationToken) => Task.FromResult(false);
}

/// <summary>What an <see cref="IDeployer"/> is to do.</summary>
/// <param name="Version">The model version.</param>
/// <param name="Plan">The endpoint.</param>
public sealed record DeploymentRequest(ModelVersion Version, DeploymentPlan Plan);
