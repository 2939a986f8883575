namespace MlOps.Sdk.Clients;

/// <summary>What of a table a client may set.</summary>
internal static class BigQueryTablePatch
{
    /// <summary>The table without what BigQuery sets itself.</summary>
    public static BigQueryTable Settable(BigQueryTable table) => table with
    {
        NumRows = null, NumBytes = null, CreationTime = null, LastModifiedTime = null, Type = null, Location = null, Etag = null,
    };

    /// <summary>Whether a table is as a patch wants it.</summary>
    public static bool IsDone(BigQueryTable wanted, BigQueryTable found) =>
        (wanted.Description is null || wanted.Description == found.Description)
        && (wanted.ExpirationTime is null || wanted.ExpirationTime == found.ExpirationTime)
        && (wanted.Schema is null || IsSame(wanted.Schema.Fields, found.Schema?.Fields))
        && (wanted.Labels is null || wanted.Labels.All(label => found.Labels?.GetValueOrDefault(label.Key) == label.Value));

    private static bool IsSame(IReadOnlyList<BigQueryField>? wanted, IReadOnlyList<BigQueryField>? found) =>
        (wanted?.Count ?? 0) == (found?.Count ?? 0)
        && (wanted ?? []).Zip(found ?? []).All(pair => pair.First.Name.Equals(pair.Second.Name, StringComparison.OrdinalIgnoreCase)
            && pair.First.SqlType == pair.Second.SqlType
            && (pair.First.Mode ?? "NULLABLE") == (pair.Second.Mode ?? "NULLABLE")
            && IsSame(pair.First.Fields, pair.Second.Fields));
}
