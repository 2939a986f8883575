using Microsoft.ML;
using Microsoft.ML.Trainers;
using MlOps.Sdk.Plans;

namespace MlOps.Sdk.Training.Learners;

/// <summary>ML.NET's stochastic dual coordinate ascent, on one thread: its threads race by design.</summary>
internal sealed class SdcaRecipe : MlNetRecipe
{
    public override string Advice => "Learner.Sdca()";

    public override bool TakesMissingValues => false;

    public override bool Supports(TaskKind task) => true;

    public override TrainedLearner Fit(FitRequest request)
    {
        SdcaLearner learner = (SdcaLearner)request.Plan.Learner;
        switch (request.Plan.Task)
        {
            case TaskKind.Binary:
                SdcaLogisticRegressionBinaryTrainer.Options binary = new();
                Set(binary, learner);
                return Fit(request.Context.BinaryClassification.Trainers.SdcaLogisticRegression(binary), request);
            case TaskKind.Multiclass:
                SdcaMaximumEntropyMulticlassTrainer.Options multiclass = new();
                Set(multiclass, learner);
                return Fit(request.Context.MulticlassClassification.Trainers.SdcaMaximumEntropy(multiclass), request);
            default:
                SdcaRegressionTrainer.Options regression = new();
                Set(regression, learner);
                return Fit(request.Context.Regression.Trainers.Sdca(regression), request);
        }
    }

    private static void Set<TOptions, TTransformer, TModel>(
        SdcaTrainerBase<TOptions, TTransformer, TModel>.OptionsBase options, SdcaLearner learner)
        where TOptions : SdcaTrainerBase<TOptions, TTransformer, TModel>.OptionsBase, new()
        where TTransformer : ISingleFeaturePredictionTransformer<TModel>
        where TModel : class
    {
        options.FeatureColumnName = Features;
        options.LabelColumnName = Label;
        options.L2Regularization = (float?)learner.L2;
        options.MaximumNumberOfIterations = learner.Passes;
        options.NumberOfThreads = 1;
    }
}
