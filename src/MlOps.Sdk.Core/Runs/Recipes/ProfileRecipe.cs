using MlOps.Sdk.Data;
using MlOps.Sdk.Plans;
using MlOps.Sdk.Stages;

namespace MlOps.Sdk.Runs.Recipes;

internal sealed class ProfileRecipe : PlatformStageRecipe<ProfilePlan, IWarehouse, DatasetProfile>
{
    public override string Reads => "one dataset";

    public override bool CanRead(IReadOnlyList<Type> inputs) => inputs is [Type only] && (only == typeof(Dataset) || only == typeof(StagedDataset));

    protected override Task<DatasetProfile> ExecuteAsync(
        IWarehouse service, ProfilePlan plan, IReadOnlyList<Product> inputs, StageContext context, CancellationToken cancellationToken) =>
        inputs[0] is StagedDataset staged
            ? Profiler.ProfileAsync(service, staged, plan, context, cancellationToken)
            : Profiler.ProfileAsync(service, (Dataset)inputs[0], context, cancellationToken);
}
