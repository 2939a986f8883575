using MlOps.Sdk.Deployments;
using MlOps.Sdk.Plans;
using MlOps.Sdk.Registry;
using MlOps.Sdk.Stages;

namespace MlOps.Sdk.Runs.Recipes;

internal sealed class DeploymentRecipe : PlatformStageRecipe<DeploymentPlan, IDeployer, Deployment>
{
    public override string Reads => "one model version";

    public override bool TakesUserClass => true;

    public override bool CanRead(IReadOnlyList<Type> inputs) => inputs is [Type only] && only == typeof(ModelVersion);

    // Another run may have put another version there since.
    public override async Task<string?> FindObjectionAsync(
        object service, Product product, StageContext context, CancellationToken cancellationToken)
    {
        Deployment deployment = (Deployment)product;
        return await ((IDeployer)service).IsInEffectAsync(deployment, context, cancellationToken)
            ? null
            : $"endpoint '{deployment.Endpoint}' isn't known to serve {deployment.Version.Model} {deployment.Version.Version}";
    }

    protected override Task<Deployment> ExecuteAsync(
        IDeployer service, DeploymentPlan plan, IReadOnlyList<Product> inputs, StageContext context, CancellationToken cancellationToken) =>
        service.DeployAsync(new DeploymentRequest((ModelVersion)inputs[0], plan), context, cancellationToken);
}
