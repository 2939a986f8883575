using System.Text.Json;

namespace MlOps.Sdk.Clients;

/// <summary>Reads pages of lists, whose field is named as what they list.</summary>
internal static class VertexPages
{
    public static string? Next(JsonElement page) => page.TryGetProperty("nextPageToken", out JsonElement token) ? token.GetString() : null;

    // A page without items lacks the field.
    public static IReadOnlyList<T> Items<T>(JsonElement page, string field) =>
        page.TryGetProperty(field, out JsonElement items) ? items.Deserialize<IReadOnlyList<T>>(WebSerializer.Options)! : [];
}
