using Microsoft.ML;
using Microsoft.ML.Trainers.FastTree;
using MlOps.Sdk.Plans;

namespace MlOps.Sdk.Training.Learners;

/// <summary>ML.NET's FastTree. It drops rows with missing values, so that none are let through to it.</summary>
internal sealed class FastTreeRecipe : MlNetRecipe
{
    public override string Advice => "Learner.FastTree()";

    public override bool TakesMissingValues => false;

    public override bool Supports(TaskKind task) => task != TaskKind.Multiclass;

    public override TrainedLearner Fit(FitRequest request)
    {
        FastTreeLearner learner = (FastTreeLearner)request.Plan.Learner;
        if (request.Plan.Task == TaskKind.Binary)
        {
            FastTreeBinaryTrainer.Options binary = new();
            Set(binary, learner, request);
            return Fit(request.Context.BinaryClassification.Trainers.FastTree(binary), request);
        }

        FastTreeRegressionTrainer.Options regression = new();
        Set(regression, learner, request);
        return Fit(request.Context.Regression.Trainers.FastTree(regression), request);
    }

    private static void Set(BoostedTreeOptions options, FastTreeLearner learner, FitRequest request)
    {
        options.FeatureColumnName = Features;
        options.LabelColumnName = Label;
        options.NumberOfTrees = learner.Trees;
        options.NumberOfLeaves = learner.Leaves;
        options.LearningRate = learner.LearningRate;
        options.MinimumExampleCountPerLeaf = learner.MinimumExamplesPerLeaf;
        options.Seed = request.Plan.Seed;
        options.FeatureSelectionSeed = request.Plan.Seed;
        options.NumberOfThreads = request.Threads;
        options.CategoricalSplit = false;
        options.DiskTranspose = false;
    }
}
