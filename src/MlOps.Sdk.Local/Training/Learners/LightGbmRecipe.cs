using Microsoft.ML;
using Microsoft.ML.Trainers.LightGbm;
using MlOps.Sdk.Plans;
using MlOps.Sdk.Stages;

namespace MlOps.Sdk.Training.Learners;

/// <summary>LightGBM through Microsoft.ML.LightGbm; deterministic, whatever the number of threads.</summary>
internal sealed class LightGbmRecipe : MlNetRecipe
{
    private const int RowWiseFeatures = 50;

    // LightGBM's threads wait for one another by spinning, many times a tree. Over so few values one is as fast as two, and three times as fast where
    // another process keeps a core busy (measured: 8,000 rows of 11 features).
    private const long FewValues = 1_000_000;

    public override string Advice => "Learner.LightGbm()";

    public override bool TakesMissingValues => true;

    public override bool Supports(TaskKind task) => true;

    public override TrainedLearner Fit(FitRequest request)
    {
        OpenMP.Load();
        try
        {
            return FitTask(request);
        }
        catch (DllNotFoundException exception)
        {
            throw new StageException(
                $"{request.Plan.Name}.learner: LightGBM's native library, or OpenMP's that it needs, can't be loaded. On Linux install libgomp.so.1 (apt-get install libgomp1), "
                + $"or put it beside the application as publishing a container does; or take another learner than {Advice}. {exception.Message.ReplaceLineEndings(" ").Trim()}",
                exception);
        }
    }

    private static TrainedLearner FitTask(FitRequest request)
    {
        LightGbmLearner learner = (LightGbmLearner)request.Plan.Learner;
        switch (request.Plan.Task)
        {
            case TaskKind.Binary:
                LightGbmBinaryTrainer.Options binary = new();
                Set(binary, learner, request);
                return Fit(request.Context.BinaryClassification.Trainers.LightGbm(binary), request);
            case TaskKind.Multiclass:
                LightGbmMulticlassTrainer.Options multiclass = new() { UseSoftmax = true };
                Set(multiclass, learner, request);
                return Fit(request.Context.MulticlassClassification.Trainers.LightGbm(multiclass), request);
            default:
                LightGbmRegressionTrainer.Options regression = new();
                Set(regression, learner, request);
                return Fit(request.Context.Regression.Trainers.LightGbm(regression), request);
        }
    }

    private static void Set<TOptions, TOutput, TTransformer, TModel>(
        LightGbmTrainerBase<TOptions, TOutput, TTransformer, TModel>.OptionsBase options, LightGbmLearner learner, FitRequest request)
        where TOptions : LightGbmTrainerBase<TOptions, TOutput, TTransformer, TModel>.OptionsBase, new()
        where TTransformer : ISingleFeaturePredictionTransformer<TModel>
        where TModel : class
    {
        options.FeatureColumnName = Features;
        options.LabelColumnName = Label;
        options.NumberOfIterations = learner.Trees;
        options.NumberOfLeaves = learner.Leaves;
        options.LearningRate = learner.LearningRate;
        options.MinimumExampleCountPerLeaf = learner.MinimumExamplesPerLeaf;
        options.Seed = request.Plan.Seed;
        options.NumberOfThreads = request.Threads ?? ((long)request.Rows.Count * request.Rows.Matrix.Features.Count < FewValues ? 1 : null);
        options.Deterministic = true;
        // Left to itself LightGBM times both layouts and takes the one that happened to be faster; sums may then be rounded differently from run to run.
        // Row by row trains a fifth faster over few features (measured: 3 M rows, 6 features), and holds the bins a second time, which many would make dear.
        options.ForceRowWise = request.Rows.Matrix.Features.Count <= RowWiseFeatures;
        options.ForceColumnWise = !options.ForceRowWise;
        // One-hot slots are numbers here: a categorical split would have to be taken apart again for scoring.
        options.UseCategoricalSplit = false;
    }
}
