using System.Globalization;

namespace MlOps.Sdk.Testing.Emulator.BigQuery.Models;

/// <summary>A linear or logistic regression, in the scale of its features.</summary>
/// <param name="IsLogistic">Whether the score is the logarithm of odds.</param>
/// <param name="Label">The column that it predicts.</param>
/// <param name="Classes">Of a logistic regression the negative and the positive class, as literals of DuckDB; else empty.</param>
/// <param name="Features">What it reads.</param>
/// <param name="Intercept">The score of nothing.</param>
internal sealed record LinearModel(bool IsLogistic, Column Label, IReadOnlyList<string> Classes, IReadOnlyList<ModelFeature> Features, double Intercept)
{
    /// <summary>The rows that ML.EVALUATE takes if it is given none: a table of DuckDB.</summary>
    public required string EvaluationRows { get; init; }

    /// <summary>The number, or the probability of the positive class, that it gives for a row.</summary>
    public string Prediction => IsLogistic ? $"(1.0::DOUBLE / (1.0::DOUBLE + exp(-({Score}))))" : $"({Score})";

    private string Score => string.Join(" + ", Features.Select(feature => feature.Term).Prepend(Number(Intercept)));

    public static string Number(double number) => $"CAST('{number.ToString("R", CultureInfo.InvariantCulture)}' AS DOUBLE)";
}
