namespace MlOps.Sdk.Clients;

/// <summary>A column of a table or result.</summary>
/// <param name="Name">Its name; case doesn't count.</param>
/// <param name="Type">Its type: <c>INTEGER</c> or <c>INT64</c>, <c>FLOAT</c>, <c>BOOLEAN</c>, <c>STRING</c>, <c>DATE</c>, <c>TIMESTAMP</c>, <c>RECORD</c> …</param>
/// <param name="Mode"><c>NULLABLE</c>, <c>REQUIRED</c> or <c>REPEATED</c>; null means <c>NULLABLE</c>.</param>
public sealed record BigQueryField(string Name, string Type, string? Mode = null)
{
    /// <summary>The fields of a <c>RECORD</c>; null for other types.</summary>
    public IReadOnlyList<BigQueryField>? Fields { get; init; }

    /// <summary>What it holds, in words.</summary>
    public string? Description { get; init; }

    /// <summary>The type by its name in GoogleSQL: BigQuery answers with the older names, and takes both.</summary>
    internal string SqlType => Type.ToUpperInvariant() switch
    {
        "INTEGER" => "INT64",
        "FLOAT" => "FLOAT64",
        "BOOLEAN" => "BOOL",
        "RECORD" => "STRUCT",
        string type => type,
    };
}
