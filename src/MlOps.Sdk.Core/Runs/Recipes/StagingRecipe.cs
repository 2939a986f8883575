using MlOps.Sdk.Data;
using MlOps.Sdk.Plans;
using MlOps.Sdk.Stages;

namespace MlOps.Sdk.Runs.Recipes;

internal sealed class StagingRecipe : PlatformStageRecipe<StagingPlan, IStager, StagedDataset>
{
    public override string Reads => "one dataset";

    public override bool TakesUserClass => true;

    public override bool CanRead(IReadOnlyList<Type> inputs) => inputs is [Type only] && only == typeof(Dataset);

    public override Task<long?> ForecastBytesAsync(
        object service, StagePlan plan, IReadOnlyList<Product> inputs, StageContext context, CancellationToken cancellationToken) =>
        ((IStager)service).ForecastBytesAsync(new StagingRequest((Dataset)inputs[0], (StagingPlan)plan), context, cancellationToken);

    protected override Task<StagedDataset> ExecuteAsync(
        IStager service, StagingPlan plan, IReadOnlyList<Product> inputs, StageContext context, CancellationToken cancellationToken) =>
        service.StageAsync(new StagingRequest((Dataset)inputs[0], plan), context, cancellationToken);
}
