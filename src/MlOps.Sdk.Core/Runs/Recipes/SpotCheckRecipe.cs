using MlOps.Sdk.Data;
using MlOps.Sdk.Plans;
using MlOps.Sdk.Stages;
using MlOps.Sdk.Training;
using MlOps.Sdk.Training.SpotChecks;

namespace MlOps.Sdk.Runs.Recipes;

internal sealed class SpotCheckRecipe : PlatformStageRecipe<SpotCheckPlan, ISpotChecker, SpotCheck>
{
    public override string Reads => "the staged dataset, then the features";

    // The user's own is the trainer, over which the SDK's class ranks.
    public override bool TakesUserClass => true;

    public override Type UserClass => typeof(ITrainer);

    public override IEnumerable<Type> CodeOf(object service) => service switch
    {
        SpotChecker checker => [checker.GetType(), checker.Trainer.GetType()],
        ITrainer trainer => [typeof(SpotChecker), trainer.GetType()],
        _ => base.CodeOf(service),
    };

    public override bool CanRead(IReadOnlyList<Type> inputs) =>
        inputs is [Type first, Type second] && first == typeof(StagedDataset) && second == typeof(FittedFeatures);

    protected override ISpotChecker Adopt(object service) => service as ISpotChecker ?? new SpotChecker((ITrainer)service);

    protected override Task<SpotCheck> ExecuteAsync(
        ISpotChecker service, SpotCheckPlan plan, IReadOnlyList<Product> inputs, StageContext context, CancellationToken cancellationToken) =>
        service.CheckAsync(new SpotCheckRequest((StagedDataset)inputs[0], (FittedFeatures)inputs[1], plan), context, cancellationToken);
}
