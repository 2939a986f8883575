using System.Globalization;
using MlOps.Sdk.Data;
using MlOps.Sdk.Models;
using MlOps.Sdk.Plans;

namespace MlOps.Sdk.Training;

/// <summary>Makes the SDK's parameters of a booster that BigQuery ML exports.</summary>
internal static class BoosterTrees
{
    /// <exception cref="InvalidDataException">The booster is not for this task and these columns.</exception>
    public static TreeEnsembleParameters Of(BoosterFile booster, BoosterMetadata metadata, TaskKind task, FittedFeatures features)
    {
        int[] slots = SlotsOf(booster, metadata, features.Width());
        return (task, booster.Objective) switch
        {
            (TaskKind.Regression, "reg:squarederror" or "reg:linear") => new()
            {
                FeatureCount = features.Width(),
                Transform = ScoreTransform.Identity,
                Biases = [booster.BaseScore],
                Trees = booster.Trees.Select(tree => tree.ToTree(0, 1, slots)).ToValueList(),
            },
            (TaskKind.Binary, "multi:softprob" or "multi:softmax" or "binary:logistic") => Binary(booster, metadata, features.Width(), slots),
            (TaskKind.Multiclass, "multi:softprob" or "multi:softmax") => Multiclass(booster, metadata, features, slots),
            _ => throw new InvalidDataException($"the objective '{booster.Objective}' is not for {task}"),
        };
    }

    // The probability of true. Of two groups of trees exp(t) / (exp(t) + exp(f)) is 1 / (1 + exp(f − t)): the trees of false count against.
    private static TreeEnsembleParameters Binary(BoosterFile booster, BoosterMetadata metadata, int width, int[] slots)
    {
        double[] signs = [.. ClassesOf(metadata, 2).Select(name => bool.TryParse(name, out bool isTrue) ? isTrue ? 1.0 : -1.0 : throw new InvalidDataException($"the class '{name}' is neither true nor false"))];
        if (signs[0] == signs[1])
            throw new InvalidDataException("both its classes are the same");
        bool isLogistic = booster.Objective == "binary:logistic";
        if (booster.Groups != (isLogistic ? 1 : 2))
            throw new InvalidDataException($"it gives {booster.Groups} scores for two classes");
        double start = booster.IsMargin ? booster.BaseScore : Math.Log(booster.BaseScore / (1 - booster.BaseScore));
        return new TreeEnsembleParameters
        {
            FeatureCount = width,
            Transform = ScoreTransform.Logistic,
            // The one group of a logistic booster is for the second class. What both groups start from is the same.
            Biases = [isLogistic ? signs[1] * start : 0],
            Trees = booster.Trees.Select(tree => tree.ToTree(0, isLogistic ? signs[1] : signs[tree.Group], slots)).ToValueList(),
        };
    }

    private static TreeEnsembleParameters Multiclass(BoosterFile booster, BoosterMetadata metadata, FittedFeatures features, int[] slots)
    {
        int count = features.Classes.Count;
        int[] codes = [.. ClassesOf(metadata, booster.Groups).Select(name => int.TryParse(name, CultureInfo.InvariantCulture, out int code) ? code : -1)];
        if (!codes.Order().SequenceEqual(Enumerable.Range(0, count)))
            throw new InvalidDataException($"its classes are {string.Join(", ", metadata.ClassNames!)}, not 0 to {count - 1}");
        return new TreeEnsembleParameters
        {
            FeatureCount = features.Width(),
            Transform = ScoreTransform.Softmax,
            Biases = Enumerable.Repeat((double)booster.BaseScore, count).ToValueList(),
            Trees = booster.Trees.Select(tree => tree.ToTree(codes[tree.Group], 1, slots)).ToValueList(),
        };
    }

    private static int[] SlotsOf(BoosterFile booster, BoosterMetadata metadata, int width)
    {
        Dictionary<string, int> byName = Enumerable.Range(0, width).ToDictionary(ModelColumn.NameOfSlot, StringComparer.Ordinal);
        if (metadata.FeatureNames.Count < booster.Columns)
            throw new InvalidDataException($"it has {booster.Columns} columns, and names for {metadata.FeatureNames.Count}");
        return [.. metadata.FeatureNames.Select(name => byName.TryGetValue(name, out int slot) ? slot : throw new InvalidDataException($"it looks at a column '{name}', which it was not given"))];
    }

    private static IReadOnlyList<string> ClassesOf(BoosterMetadata metadata, int count) => metadata.ClassNames?.Count == count
        ? metadata.ClassNames
        : throw new InvalidDataException($"it names {metadata.ClassNames?.Count ?? 0} classes, not {count}");
}
