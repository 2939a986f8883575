using MlOps.Sdk.Data;
using MlOps.Sdk.Plans;
using MlOps.Sdk.Stages;
using MlOps.Sdk.Training;

namespace MlOps.Sdk.Runs.Recipes;

internal sealed class TuningRecipe : PlatformStageRecipe<TuningPlan, ITuner, Tuning>
{
    public override string Reads => "the staged dataset, then the features, and perhaps a spot-check";

    // The user's own is the trainer, over which the SDK's class searches.
    public override bool TakesUserClass => true;

    public override Type UserClass => typeof(ITrainer);

    public override IEnumerable<Type> CodeOf(object service) => service switch
    {
        Tuner tuner => [tuner.GetType(), tuner.Trainer.GetType()],
        ITrainer trainer => [typeof(Tuner), trainer.GetType()],
        _ => base.CodeOf(service),
    };

    public override bool CanRead(IReadOnlyList<Type> inputs) =>
        inputs is [Type first, Type second, ..] && first == typeof(StagedDataset) && second == typeof(FittedFeatures)
        && inputs.Count <= 3 && inputs.Skip(2).All(type => type == typeof(SpotCheck));

    protected override ITuner Adopt(object service) => service as ITuner ?? new Tuner((ITrainer)service);

    protected override Task<Tuning> ExecuteAsync(
        ITuner service, TuningPlan plan, IReadOnlyList<Product> inputs, StageContext context, CancellationToken cancellationToken)
    {
        TuningPlan left = inputs is [_, _, SpotCheck choice]
            ? plan with { Spaces = plan.Spaces.Where(space => space.Learner == choice.Learner).ToValueList() }
            : plan;
        return service.TuneAsync(new TuningRequest((StagedDataset)inputs[0], (FittedFeatures)inputs[1], left), context, cancellationToken);
    }
}
