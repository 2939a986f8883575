namespace MlOps.Sdk.Clients;

/// <summary>What a table's rows are clustered by.</summary>
/// <param name="Fields">Four columns at most, in order.</param>
public sealed record BigQueryClustering(IReadOnlyList<string> Fields);
