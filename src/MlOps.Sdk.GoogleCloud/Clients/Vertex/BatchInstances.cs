namespace MlOps.Sdk.Clients;

/// <summary>How a row becomes an instance.</summary>
public sealed record BatchInstances
{
    /// <summary><c>object</c> or <c>array</c>; null takes the format's own: arrays for CSV and BigQuery.</summary>
    public string? InstanceType { get; init; }

    /// <summary>The field that isn't sent and comes back with the prediction; null for none.</summary>
    public string? KeyField { get; init; }

    /// <summary>The fields that are sent; empty sends all.</summary>
    public IReadOnlyList<string> IncludedFields { get; init; } = [];

    /// <summary>The fields that aren't sent.</summary>
    public IReadOnlyList<string> ExcludedFields { get; init; } = [];
}
