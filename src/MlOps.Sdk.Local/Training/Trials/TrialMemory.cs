namespace MlOps.Sdk.Training.Trials;

/// <summary>What a trial takes of memory, apart from the rows.</summary>
internal static class TrialMemory
{
    // Of FastTree, which takes the most of all: it holds every slot of every row as a number while it makes its bins, then the bins.
    private const long BytesPerSlot = 8;

    // Gradients, scores, the leaf that a row is in; and what the held-out rows are scored into.
    private const long BytesPerScore = 64;

    // Buffers that don't grow with the rows.
    private const long Least = 16_000_000;

    public static long Estimate(FeatureMatrix matrix)
    {
        int scores = matrix.Label is LabelColumn.Classes classes ? classes.Count : 1;
        return Least + (matrix.Rows * ((matrix.Width * BytesPerSlot) + (scores * BytesPerScore)));
    }
}
