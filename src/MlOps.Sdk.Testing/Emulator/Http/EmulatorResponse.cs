using System.Text.Json.Nodes;

namespace MlOps.Sdk.Testing.Emulator.Http;

/// <summary>An answer, before faults have had their say.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Body">The body.</param>
/// <param name="ContentType">Its type; null if there is no body.</param>
internal sealed record EmulatorResponse(int Status, byte[] Body, string? ContentType)
{
    /// <summary>Further headers.</summary>
    public Dictionary<string, string> Headers { get; init; } = new(StringComparer.OrdinalIgnoreCase);

    public static EmulatorResponse Json(JsonNode body, int status = 200) =>
        new(status, System.Text.Encoding.UTF8.GetBytes(body.ToJsonString()), "application/json; charset=UTF-8");

    public static EmulatorResponse Empty(int status = 200) => new(status, [], null);
}
