using System.Text.Json;
using System.Text.Json.Serialization;

namespace MlOps.Sdk.Clients;

/// <summary>A page of rows, of a query or of a table; a table's has no schema.</summary>
internal sealed record BigQueryPage
{
    public bool? JobComplete { get; init; }

    public BigQuerySchema? Schema { get; init; }

    [JsonNumberHandling(JsonNumberHandling.AllowReadingFromString)]
    public long? TotalRows { get; init; }

    public string? PageToken { get; init; }

    public IReadOnlyList<JsonElement>? Rows { get; init; }
}
