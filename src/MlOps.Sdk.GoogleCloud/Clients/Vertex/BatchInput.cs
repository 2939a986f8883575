namespace MlOps.Sdk.Clients;

/// <summary>What a batch prediction reads.</summary>
public sealed record BatchInput
{
    /// <summary><c>jsonl</c>, <c>csv</c>, <c>bigquery</c>, <c>tf-record</c>, <c>tf-record-gzip</c> or <c>file-list</c>.</summary>
    public required string InstancesFormat { get; init; }

    /// <summary>The files.</summary>
    public GcsSource? GcsSource { get; init; }

    /// <summary>The table.</summary>
    public BigQuerySource? BigquerySource { get; init; }
}
