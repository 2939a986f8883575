namespace MlOps.Sdk.Training;

/// <summary>Some rows of a matrix, in its order; the columns are the matrix's own.</summary>
internal sealed class FeatureRows(FeatureMatrix matrix, int[]? rows = null)
{
    private const int BlockRows = 8192;

    public FeatureMatrix Matrix => matrix;

    public int Count => rows?.Length ?? matrix.Rows;

    /// <summary>Where in the matrix the row at a position is.</summary>
    public int this[int position] => rows is null ? position : rows[position];

    /// <summary>The rows as matrices of their own, of which one is in memory at a time; the matrix itself if all of its rows are meant.</summary>
    public IEnumerable<FeatureMatrix> Blocks()
    {
        if (rows is null)
        {
            yield return matrix;
            yield break;
        }

        for (int start = 0; start < rows.Length; start += BlockRows)
            yield return matrix.Take(rows.AsSpan(start, Math.Min(BlockRows, rows.Length - start)));
    }
}
