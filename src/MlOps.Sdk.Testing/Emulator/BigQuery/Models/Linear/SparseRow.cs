namespace MlOps.Sdk.Testing.Emulator.BigQuery.Models.Linear;

/// <summary>The values of a row that aren't 0, and where they stand.</summary>
internal readonly record struct SparseRow(int[] Indices, double[] Values)
{
    public double Times(double[] weights)
    {
        double sum = 0;
        for (int i = 0; i < Indices.Length; i++)
            sum += Values[i] * weights[Indices[i]];
        return sum;
    }
}
