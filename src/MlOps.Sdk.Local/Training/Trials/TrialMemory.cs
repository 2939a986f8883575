namespace MlOps.Sdk.Training.Trials;

/// <summary>What a trial takes of memory, apart from the rows.</summary>
/// <remarks>
/// Measured with FastTree, which takes the most (20,000 and 200,000 rows, 10 to 30 features of one or a hundred slots each: 30 to 150 MB, within a fifth of
/// the estimate); LightGBM takes about half of it, linear learners a fifth.
/// </remarks>
internal static class TrialMemory
{
    // Buffers that don't grow with the rows.
    private const long Least = 30_000_000;

    // The value and its bin, once row by row and once feature by feature; of one-hot slots only the one that is 1.
    private const long BytesPerFeature = 24;

    // Gradient, curvature, score; and what a held-out row is scored into.
    private const long BytesPerScore = 24;

    public static long Estimate(FeatureMatrix matrix)
    {
        int scores = matrix.Label is LabelColumn.Classes classes ? classes.Count : 1;
        return Least + (matrix.Rows * ((matrix.Features.Count * BytesPerFeature) + (scores * BytesPerScore)));
    }
}
