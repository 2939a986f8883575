namespace MlOps.Sdk.Data;

/// <summary>The columns of a query's result as arrays that are exactly as long as the result.</summary>
internal sealed class FeatureColumns(int rows, Array[] columns)
{
    public int Rows => rows;

    public int Count => columns.Length;

    public float[] Floats(int column) => (float[])columns[column];

    public int[] Codes(int column) => (int[])columns[column];

    public bool[] Booleans(int column) => (bool[])columns[column];

    public double[] Doubles(int column) => (double[])columns[column];

    public string?[] Strings(int column) => (string?[])columns[column];
}
