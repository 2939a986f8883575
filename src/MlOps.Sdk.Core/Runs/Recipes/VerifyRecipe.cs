using MlOps.Sdk.Data;
using MlOps.Sdk.Plans;
using MlOps.Sdk.Stages;

namespace MlOps.Sdk.Runs.Recipes;

internal sealed class VerifyRecipe : PlatformStageRecipe<VerifyPlan, IWarehouse, Verification>
{
    public override string Reads => "one dataset";

    public override bool CanRead(IReadOnlyList<Type> inputs) => inputs is [Type only] && only == typeof(Dataset);

    protected override Task<Verification> ExecuteAsync(
        IWarehouse service, VerifyPlan plan, IReadOnlyList<Product> inputs, StageContext context, CancellationToken cancellationToken) =>
        Verifier.VerifyAsync(service, (Dataset)inputs[0], plan, context, cancellationToken);
}
