using System.Text.Json;

namespace MlOps.Sdk.Clients;

/// <summary>The body of a prediction.</summary>
internal sealed record VertexQuestion(IReadOnlyList<JsonElement> Instances, JsonElement? Parameters);
