namespace MlOps.Sdk.Training;

/// <summary>The label of all rows, of one of three kinds.</summary>
internal abstract record LabelColumn
{
    public abstract int Rows { get; }

    /// <summary>Binary.</summary>
    internal sealed record Truths(bool[] Values) : LabelColumn
    {
        public override int Rows => Values.Length;
    }

    /// <summary>Multiclass: positions in the classes, which are as many as said; −1 for a class that the training split doesn't have.</summary>
    internal sealed record Classes(int[] Codes, int Count) : LabelColumn
    {
        public override int Rows => Codes.Length;
    }

    /// <summary>Regression.</summary>
    internal sealed record Numbers(double[] Values) : LabelColumn
    {
        public override int Rows => Values.Length;
    }
}
