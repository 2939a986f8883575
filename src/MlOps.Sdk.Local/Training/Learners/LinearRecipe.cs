using Microsoft.ML;
using Microsoft.ML.Trainers;
using MlOps.Sdk.Plans;

namespace MlOps.Sdk.Training.Learners;

/// <summary>ML.NET's L-BFGS for classes; the normal equations for numbers, because ML.NET's least squares need Intel's native library.</summary>
internal sealed class LinearRecipe : MlNetRecipe
{
    public override string Advice => "Learner.Linear()";

    public override bool TakesMissingValues => false;

    public override bool Supports(TaskKind task) => true;

    public override IBlockFit? StartFit(TrainingPlan plan) => plan.Task == TaskKind.Regression
        ? new LeastSquares(((LinearLearner)plan.Learner).L2, plan.Name)
        : null;

    public override TrainedLearner Fit(FitRequest request)
    {
        LinearLearner learner = (LinearLearner)request.Plan.Learner;
        switch (request.Plan.Task)
        {
            case TaskKind.Binary:
                LbfgsLogisticRegressionBinaryTrainer.Options binary = new();
                Set(binary, learner);
                return Fit(request.Context.BinaryClassification.Trainers.LbfgsLogisticRegression(binary), request);
            case TaskKind.Multiclass:
                LbfgsMaximumEntropyMulticlassTrainer.Options multiclass = new();
                Set(multiclass, learner);
                return Fit(request.Context.MulticlassClassification.Trainers.LbfgsMaximumEntropy(multiclass), request);
            default:
                return new TrainedLearner(LeastSquares.Fit(request.Rows.Blocks(), learner.L2, request.Plan.Name), null);
        }
    }

    private static void Set<TOptions, TTransformer, TModel>(
        LbfgsTrainerBase<TOptions, TTransformer, TModel>.OptionsBase options, LinearLearner learner)
        where TOptions : LbfgsTrainerBase<TOptions, TTransformer, TModel>.OptionsBase, new()
        where TTransformer : ISingleFeaturePredictionTransformer<TModel>
        where TModel : class
    {
        options.FeatureColumnName = Features;
        options.LabelColumnName = Label;
        options.L1Regularization = 0;
        options.L2Regularization = (float)learner.L2;
        // Threads add their shares of the gradient in the order in which they finish; one alone gives equal bits in every run.
        options.NumberOfThreads = 1;
    }
}
