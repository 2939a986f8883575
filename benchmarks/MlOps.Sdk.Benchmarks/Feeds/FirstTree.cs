using Microsoft.ML;
using Microsoft.ML.Trainers.LightGbm;

namespace MlOps.Sdk.Benchmarks.Feeds;

/// <summary>Trains one tree, which reads all that a feed has.</summary>
internal static class FirstTree
{
    public static string Fit(MLContext context, IDataView rows)
    {
        LightGbmBinaryTrainer trainer = context.BinaryClassification.Trainers.LightGbm(new LightGbmBinaryTrainer.Options
        {
            NumberOfIterations = 1,
            NumberOfLeaves = 31,
            LearningRate = 0.1,
            MinimumExampleCountPerLeaf = 20,
            Seed = 1,
        });
        return $"first split on slot {trainer.Fit(rows).Model.SubModel.TrainedTreeEnsemble.Trees[0].NumericalSplitFeatureIndexes[0]}";
    }
}
