using MlOps.Sdk.Data;
using MlOps.Sdk.Plans;
using MlOps.Sdk.Stages;
using MlOps.Sdk.Training;

namespace MlOps.Sdk.Runs.Recipes;

internal sealed class FeaturesRecipe : PlatformStageRecipe<FeaturesPlan, IWarehouse, FittedFeatures>
{
    public override string Reads => "the staged dataset, then the dataset of instances";

    public override bool CanRead(IReadOnlyList<Type> inputs) =>
        inputs is [Type first, Type second] && first == typeof(StagedDataset) && second == typeof(Dataset);

    protected override Task<FittedFeatures> ExecuteAsync(
        IWarehouse service, FeaturesPlan plan, IReadOnlyList<Product> inputs, StageContext context, CancellationToken cancellationToken) =>
        FeatureFitter.FitAsync(service, (StagedDataset)inputs[0], (Dataset)inputs[1], plan, context, cancellationToken);
}
