using MlOps.Sdk.Data;
using MlOps.Sdk.Models;
using MlOps.Sdk.Plans;
using MlOps.Sdk.Stages;

namespace MlOps.Sdk.Training;

/// <summary>Makes the SDK's parameters of what ML.WEIGHTS reports.</summary>
internal static class BigQueryWeights
{
    private const string Intercept = "__INTERCEPT__";

    /// <summary>One weight for each slot; a code that is in no row of training has none, and gets 0.</summary>
    /// <param name="rows">The columns <c>processed_input</c>, <c>weight</c> and <c>category_weights</c>.</param>
    /// <param name="features">The features.</param>
    /// <param name="stage">The stage.</param>
    public static LinearParameters Read(IReadOnlyList<object?[]> rows, BigQueryFeatures features, string stage)
    {
        Dictionary<string, object?[]> reported = [];
        foreach (object?[] row in rows)
        {
            if (!reported.TryAdd((string)row[0]!, row))
                throw Unreadable(stage, $"the weight of {row[0]} twice");
        }

        double[] weights = new double[features.Width];
        int offset = 0;
        for (int index = 0; index < features.All.Count; index++)
        {
            FittedFeature feature = features.All[index];
            string name = BigQueryFeatures.Name(index);
            if (!reported.TryGetValue(name, out object?[]? row))
                throw Unreadable(stage, $"no weight of {name}, which is the feature '{feature.Name}'");
            if (feature.Width == 1)
                weights[offset] = row[1] as double? ?? throw Unreadable(stage, $"no number as the weight of {name}, which is the feature '{feature.Name}'");
            else
                ReadCategories(row[2], weights.AsSpan(offset, feature.Width));
            offset += feature.Width;
        }

        double bias = reported.TryGetValue(Intercept, out object?[]? intercept) && intercept[1] is double number
            ? number
            : throw Unreadable(stage, $"no {Intercept}");
        if (!double.IsFinite(bias) || weights.Any(weight => !double.IsFinite(weight)))
            throw new StageException($"{stage}: BigQuery's weights aren't finite: the training ran away. Standardize the features, or write Learner.BigQueryLinear(l2: 1).");
        return new LinearParameters
        {
            FeatureCount = features.Width,
            Transform = features.Task == TaskKind.Binary ? ScoreTransform.Logistic : ScoreTransform.Identity,
            Biases = [bias],
            Weights = [weights.ToValueList()],
        };
    }

    // A category that is no code of ours, such as one for null, is in no row.
    private static void ReadCategories(object? categories, Span<double> weights)
    {
        Dictionary<string, double> byName = [];
        foreach (object? item in (IReadOnlyList<object?>?)categories ?? [])
        {
            if (item is IReadOnlyList<object?> { Count: 2 } category && category[0] is string name && category[1] is double weight)
                byName[name] = weight;
        }

        for (int code = 0; code < weights.Length; code++)
            weights[code] = byName.GetValueOrDefault(BigQueryFeatures.Category(code));
    }

    private static StageException Unreadable(string stage, string what) =>
        new($"{stage}: ML.WEIGHTS of BigQuery reports {what}. The model can't be served from its weights: write Learner.Linear() or Learner.Sdca().");
}
