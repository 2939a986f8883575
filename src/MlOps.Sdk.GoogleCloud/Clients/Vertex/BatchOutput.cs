namespace MlOps.Sdk.Clients;

/// <summary>What a batch prediction writes.</summary>
public sealed record BatchOutput
{
    /// <summary><c>jsonl</c>, <c>csv</c> or <c>bigquery</c>.</summary>
    public required string PredictionsFormat { get; init; }

    /// <summary>The folder.</summary>
    public GcsDestination? GcsDestination { get; init; }

    /// <summary>The table.</summary>
    public BigQueryDestination? BigqueryDestination { get; init; }
}
