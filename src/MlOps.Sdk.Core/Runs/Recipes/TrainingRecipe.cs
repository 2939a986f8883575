using MlOps.Sdk.Data;
using MlOps.Sdk.Plans;
using MlOps.Sdk.Stages;
using MlOps.Sdk.Training;

namespace MlOps.Sdk.Runs.Recipes;

internal sealed class TrainingRecipe : PlatformStageRecipe<TrainingPlan, ITrainer, TrainedModel>
{
    public override string Reads => "the staged dataset, then the features";

    public override bool TakesUserClass => true;

    public override bool CanRead(IReadOnlyList<Type> inputs) =>
        inputs is [Type first, Type second] && first == typeof(StagedDataset) && second == typeof(FittedFeatures);

    protected override Task<TrainedModel> ExecuteAsync(
        ITrainer service, TrainingPlan plan, IReadOnlyList<Product> inputs, StageContext context, CancellationToken cancellationToken) =>
        service.TrainAsync(new TrainingRequest((StagedDataset)inputs[0], (FittedFeatures)inputs[1], plan), context, cancellationToken);

    public override object? Parameters(StagePlan plan) => plan is TrainingPlan training ? new { training.Task, training.Learner, training.Seed } : null;

    public override IReadOnlyList<Evaluation> Evaluations(Product product) => ((TrainedModel)product).Evaluations;
}
