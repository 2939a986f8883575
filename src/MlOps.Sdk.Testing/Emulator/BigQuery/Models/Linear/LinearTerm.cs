namespace MlOps.Sdk.Testing.Emulator.BigQuery.Models;

/// <summary>A column that a model reads, and what it adds to the score.</summary>
/// <param name="Column">The column.</param>
/// <param name="Mean">What stands for null in a column of numbers.</param>
/// <param name="Weight">What a column of numbers is multiplied with; null if it holds categories.</param>
/// <param name="Categories">The categories, of which one may be null, with what each adds; a category that was never seen adds nothing.</param>
internal sealed record ModelFeature(Column Column, double Mean, double? Weight, IReadOnlyList<(string? Category, double Weight)> Categories)
{
    /// <summary>What it adds, in DuckDB's words.</summary>
    public string Term
    {
        get
        {
            string name = DuckText.Name(Column.Name);
            if (Weight is { } weight)
                return $"{LinearModel.Number(weight)} * coalesce(CAST({name} AS DOUBLE), {LinearModel.Number(Mean)})";
            return Categories.Count == 0 ? "0" : $"CASE {string.Join(' ', Categories.Select(each => each.Category is { } category
                ? $"WHEN CAST({name} AS VARCHAR) = {DuckText.Literal(category)} THEN {LinearModel.Number(each.Weight)}"
                : $"WHEN {name} IS NULL THEN {LinearModel.Number(each.Weight)}"))} ELSE 0 END";
        }
    }
}
