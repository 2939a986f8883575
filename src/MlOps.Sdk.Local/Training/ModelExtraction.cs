using Microsoft.ML.Calibrators;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;
using Microsoft.ML.Trainers.FastTree;
using MlOps.Sdk.Data;
using MlOps.Sdk.Models;

namespace MlOps.Sdk.Training;

/// <summary>Takes the parameters out of ML.NET's trained models.</summary>
internal static class ModelExtraction
{
    public static ScorerParameters Extract(object model, int width) => model switch
    {
        CalibratedModelParametersBase { SubModel: TreeEnsembleModelParametersBasedOnRegressionTree trees, Calibrator: PlattCalibrator platt } =>
            Trees([trees], ScoreTransform.Logistic, width) with { Slope = platt.Slope, Offset = platt.Offset },
        CalibratedModelParametersBase { SubModel: LinearModelParameters linear, Calibrator: PlattCalibrator platt } =>
            Linear(linear, ScoreTransform.Logistic) with { Slope = platt.Slope, Offset = platt.Offset },
        TreeEnsembleModelParametersBasedOnRegressionTree trees => Trees([trees], ScoreTransform.Identity, width),
        LinearModelParameters linear => Linear(linear, ScoreTransform.Identity),
        OneVersusAllModelParameters classes => Trees(
            [.. UnpublishedMembers.SubModels(classes).Select(RawTrees)], ScoreTransform.Softmax, width),
        LinearMulticlassModelParametersBase classes => Softmax(classes, width),
        _ => throw new NotSupportedException($"A model of type {model.GetType()} can't be served from its parameters."),
    };

    // Each class has a calibrator, which the softmax doesn't look at.
    private static TreeEnsembleModelParametersBasedOnRegressionTree RawTrees(object model) =>
        (TreeEnsembleModelParametersBasedOnRegressionTree)(model is CalibratedModelParametersBase calibrated ? calibrated.SubModel : model);

    private static TreeEnsembleParameters Trees(
        IReadOnlyList<TreeEnsembleModelParametersBasedOnRegressionTree> models, ScoreTransform transform, int width)
    {
        List<DecisionTree> trees = [];
        for (int score = 0; score < models.Count; score++)
        {
            RegressionTreeEnsemble ensemble = models[score].TrainedTreeEnsemble;
            for (int index = 0; index < ensemble.Trees.Count; index++)
            {
                if (TreeExtraction.Extract(ensemble.Trees[index], ensemble.TreeWeights[index], score) is { } tree)
                    trees.Add(tree);
            }
        }

        return new TreeEnsembleParameters
        {
            FeatureCount = width,
            Transform = transform,
            Biases = models.Select(model => model.TrainedTreeEnsemble.Bias).ToValueList(),
            Trees = trees.ToValueList(),
        };
    }

    private static LinearParameters Linear(LinearModelParameters model, ScoreTransform transform) => new()
    {
        FeatureCount = model.Weights.Count,
        Transform = transform,
        Biases = [model.Bias],
        Weights = [model.Weights.Select(weight => (double)weight).ToValueList()],
    };

    private static LinearParameters Softmax(LinearMulticlassModelParametersBase model, int width)
    {
        VBuffer<float>[] weights = [];
        model.GetWeights(ref weights, out int classes);
        return new LinearParameters
        {
            FeatureCount = width,
            Transform = ScoreTransform.Softmax,
            Biases = model.GetBiases().Select(bias => (double)bias).ToValueList(),
            Weights = weights.Take(classes).Select(row => row.DenseValues().Select(weight => (double)weight).ToValueList()).ToValueList(),
        };
    }
}
