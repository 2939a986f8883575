namespace MlOps.Sdk.Testing.Emulator.BigQuery.Models.Linear;

/// <summary>Trains: numbers are standardised, texts and truths become one column for each value, and the minimum is found exactly.</summary>
internal static class LinearTrainer
{
    public static LinearModel Train(TrainingRows rows, LinearOptions options)
    {
        if (rows.Classes.Count > 2)
            throw Shape.NotEmulated("a logistic regression of more than two classes");
        IReadOnlyList<FeatureEncoding> features = rows.Encode(nullIsCategory: true);
        int[] firsts = new int[features.Count];
        int width = 1;
        for (int i = 0; i < features.Count; i++)
        {
            firsts[i] = width;
            width += features[i].Categories?.Count ?? 1;
        }

        IReadOnlyList<object?[]> matrix = rows.Session.Rows(rows.Matrix(features));
        SparseRow[] inputs = [.. matrix.Select(row => Row(row, features, firsts))];
        // The positive class is the first.
        double[] weights = rows.Type.IsClassifier
            ? RegressionSolver.Logistic(inputs, [.. matrix.Select(row => 1 - (double)row[0]!)], width, options.L2)
            : RegressionSolver.Linear(inputs, [.. matrix.Select(row => (double)row[0]!)], width, options.L2);

        double intercept = weights[0] - features.Select((feature, i) => feature.Categories is null ? weights[firsts[i]] * feature.Mean / feature.Deviation : 0).Sum();
        return new LinearModel(rows, [.. features.Select((feature, i) => Term(feature, weights.AsSpan(firsts[i])))], intercept);
    }

    private static SparseRow Row(object?[] row, IReadOnlyList<FeatureEncoding> features, int[] firsts)
    {
        int[] indices = new int[features.Count + 1];
        double[] values = new double[features.Count + 1];
        values[0] = 1;
        for (int i = 0; i < features.Count; i++)
        {
            double value = (double)row[i + 1]!;
            (indices[i + 1], values[i + 1]) = features[i].Categories is null
                ? (firsts[i], (value - features[i].Mean) / features[i].Deviation)
                : (firsts[i] + (int)value, 1);
        }

        return new SparseRow(indices, values);
    }

    private static LinearTerm Term(FeatureEncoding feature, ReadOnlySpan<double> weights)
    {
        if (feature.Categories is null)
            return new LinearTerm(feature.Column, feature.Mean, weights[0] / feature.Deviation, []);
        (string?, double)[] categories = new (string?, double)[feature.Categories.Count];
        for (int i = 0; i < categories.Length; i++)
            categories[i] = (feature.Categories[i], weights[i]);
        return new LinearTerm(feature.Column, feature.Mean, null, categories);
    }
}
