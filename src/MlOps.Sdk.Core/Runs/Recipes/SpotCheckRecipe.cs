using MlOps.Sdk.Data;
using MlOps.Sdk.Plans;
using MlOps.Sdk.Stages;
using MlOps.Sdk.Training;

namespace MlOps.Sdk.Runs.Recipes;

internal sealed class SpotCheckRecipe : PlatformStageRecipe<SpotCheckPlan, ISpotChecker, SpotCheck>
{
    public override string Reads => "the staged dataset, then the features";

    public override bool CanRead(IReadOnlyList<Type> inputs) =>
        inputs is [Type first, Type second] && first == typeof(StagedDataset) && second == typeof(FittedFeatures);

    protected override Task<SpotCheck> ExecuteAsync(
        ISpotChecker service, SpotCheckPlan plan, IReadOnlyList<Product> inputs, StageContext context, CancellationToken cancellationToken) =>
        service.CheckAsync(new SpotCheckRequest((StagedDataset)inputs[0], (FittedFeatures)inputs[1], plan), context, cancellationToken);
}
