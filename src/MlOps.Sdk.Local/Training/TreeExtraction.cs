using Microsoft.ML.Trainers.FastTree;
using MlOps.Sdk.Data;
using MlOps.Sdk.Models;

namespace MlOps.Sdk.Training;

/// <summary>Takes one of ML.NET's trees apart.</summary>
internal static class TreeExtraction
{
    /// <summary>The tree; null for one without a split, whose value ML.NET takes for 0.</summary>
    public static DecisionTree? Extract(RegressionTreeBase tree, double weight, int score)
    {
        int nodes = tree.NumberOfNodes;
        if (nodes == 0 || tree.LeftChild[0] == 0)
            return null;
        if (tree.CategoricalSplitFlags.Take(nodes).Any(flag => flag))
            throw new NotSupportedException("A tree has categorical splits, although they are switched off.");

        float[]? defaults = UnpublishedMembers.DefaultsForMissing(tree);
        IEnumerable<int> missingLeft = defaults is null
            ? []
            : Enumerable.Range(0, nodes).Where(node => defaults[node] <= tree.NumericalSplitThresholds[node]);
        return new DecisionTree(
            score,
            tree.NumericalSplitFeatureIndexes.Take(nodes).ToValueList(),
            tree.NumericalSplitThresholds.Take(nodes).ToValueList(),
            tree.LeftChild.Take(nodes).ToValueList(),
            tree.RightChild.Take(nodes).ToValueList(),
            missingLeft.ToValueList(),
            tree.LeafValues.Take(tree.NumberOfLeaves).Select(value => value * weight).ToValueList());
    }
}
