using MlOps.Sdk.Deployments;
using MlOps.Sdk.Plans;
using MlOps.Sdk.Registry;
using MlOps.Sdk.Stages;

namespace MlOps.Sdk.Runs.Recipes;

internal sealed class DeploymentRecipe : PlatformStageRecipe<DeploymentPlan, IDeployer, Deployment>
{
    public override string Reads => "one registered model";

    public override bool TakesUserClass => true;

    public override bool CanRead(IReadOnlyList<Type> inputs) => inputs is [Type only] && only == typeof(Registration);

    public override string? FindReasonToSkip(IReadOnlyList<Product> inputs) =>
        inputs is [Registration { Live: null } registration] ? $"nothing is to be live yet: {registration}" : null;

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
        service.DeployAsync(new DeploymentRequest(((Registration)inputs[0]).Live!, plan), context, cancellationToken);
}
