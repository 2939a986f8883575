namespace MlOps.Sdk.Testing.Emulator.BigQuery.Models.Linear;

/// <summary>A column that a regression reads, and what it adds to the score.</summary>
/// <param name="Column">The column.</param>
/// <param name="Mean">What stands for null in a column of numbers.</param>
/// <param name="Weight">What a column of numbers is multiplied with; null if it holds categories.</param>
/// <param name="Categories">The categories, of which one may be null, with what each adds; a category that was never seen adds nothing.</param>
internal sealed record LinearTerm(Column Column, double Mean, double? Weight, IReadOnlyList<(string? Category, double Weight)> Categories)
{
    /// <summary>What it adds, in DuckDB's words.</summary>
    public string Sql
    {
        get
        {
            string name = DuckText.Name(Column.Name);
            if (Weight is { } weight)
                return $"{FeatureEncoding.Number(weight)} * coalesce(CAST({name} AS DOUBLE), {FeatureEncoding.Number(Mean)})";
            return Categories.Count == 0 ? "0" : $"CASE {string.Join(' ', Categories.Select(each => each.Category is { } category
                ? $"WHEN CAST({name} AS VARCHAR) = {DuckText.Literal(category)} THEN {FeatureEncoding.Number(each.Weight)}"
                : $"WHEN {name} IS NULL THEN {FeatureEncoding.Number(each.Weight)}"))} ELSE 0 END";
        }
    }
}
