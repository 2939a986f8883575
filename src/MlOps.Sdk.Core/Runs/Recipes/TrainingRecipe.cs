using MlOps.Sdk.Data;
using MlOps.Sdk.Plans;
using MlOps.Sdk.Stages;
using MlOps.Sdk.Training;

namespace MlOps.Sdk.Runs.Recipes;

internal sealed class TrainingRecipe : PlatformStageRecipe<TrainingPlan, ITrainer, TrainedModel>
{
    public override string Reads => "the staged dataset, then the features, and perhaps the choice of a learner";

    public override bool TakesUserClass => true;

    public override bool CanRead(IReadOnlyList<Type> inputs) =>
        inputs is [Type first, Type second, ..] && first == typeof(StagedDataset) && second == typeof(FittedFeatures)
        && inputs.Count <= 3 && inputs.Skip(2).All(type => type.IsAssignableTo(typeof(LearnerChoice)));

    protected override Task<TrainedModel> ExecuteAsync(
        ITrainer service, TrainingPlan plan, IReadOnlyList<Product> inputs, StageContext context, CancellationToken cancellationToken)
    {
        TrainingPlan chosen = inputs is [_, _, LearnerChoice choice] ? plan with { Learner = choice.Learner } : plan;
        return service.TrainAsync(new TrainingRequest((StagedDataset)inputs[0], (FittedFeatures)inputs[1], chosen), context, cancellationToken);
    }

    public override object? Parameters(StagePlan plan, Product product) =>
        plan is TrainingPlan training && product is TrainedModel model ? new { training.Task, model.Learner, training.Seed } : null;

    public override IReadOnlyList<Evaluation> Evaluations(Product product) => ((TrainedModel)product).Evaluations;
}
