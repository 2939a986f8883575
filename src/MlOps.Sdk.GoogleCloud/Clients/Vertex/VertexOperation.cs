using System.Text.Json;

namespace MlOps.Sdk.Clients;

/// <summary>A long-running operation, as the service tells it.</summary>
internal sealed record VertexOperation
{
    public string Name { get; init; } = "";

    public bool Done { get; init; }

    public JsonElement? Metadata { get; init; }

    public JsonElement? Response { get; init; }

    public VertexStatus? Error { get; init; }

    /// <summary>Whether its metadata is of this message.</summary>
    public bool IsA(string metadata) =>
        Metadata is { ValueKind: JsonValueKind.Object } given && given.TryGetProperty("@type", out JsonElement type)
        && type.GetString()?.EndsWith("." + metadata, StringComparison.Ordinal) == true;
}
