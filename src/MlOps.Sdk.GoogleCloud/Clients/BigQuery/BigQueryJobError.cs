namespace MlOps.Sdk.Clients;

/// <summary>Something that went wrong in a job.</summary>
public sealed record BigQueryJobError
{
    /// <summary>A word for it, such as <c>invalidQuery</c> or <c>notFound</c>.</summary>
    public string? Reason { get; init; }

    /// <summary>Where, such as <c>query</c> or a file.</summary>
    public string? Location { get; init; }

    /// <summary>What, in BigQuery's words.</summary>
    public string? Message { get; init; }
}
