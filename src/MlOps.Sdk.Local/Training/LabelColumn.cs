namespace MlOps.Sdk.Training;

/// <summary>The label of all rows, of one of three kinds.</summary>
internal abstract record LabelColumn
{
    public abstract int Rows { get; }

    public abstract LabelColumn Take(ReadOnlySpan<int> rows);

    /// <summary>Binary.</summary>
    internal sealed record Truths(bool[] Values) : LabelColumn
    {
        public override int Rows => Values.Length;

        public override LabelColumn Take(ReadOnlySpan<int> rows) => new Truths(FeatureMatrix.Take(Values, rows));
    }

    /// <summary>Multiclass: positions in the classes, which are as many as said; −1 for a class that the training split doesn't have.</summary>
    internal sealed record Classes(int[] Codes, int Count) : LabelColumn
    {
        public override int Rows => Codes.Length;

        public override LabelColumn Take(ReadOnlySpan<int> rows) => new Classes(FeatureMatrix.Take(Codes, rows), Count);
    }

    /// <summary>Regression.</summary>
    internal sealed record Numbers(double[] Values) : LabelColumn
    {
        public override int Rows => Values.Length;

        public override LabelColumn Take(ReadOnlySpan<int> rows) => new Numbers(FeatureMatrix.Take(Values, rows));
    }
}
