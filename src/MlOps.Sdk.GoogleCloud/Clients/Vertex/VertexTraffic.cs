namespace MlOps.Sdk.Clients;

/// <summary>The body that changes the traffic of an endpoint that hasn't changed since it was read.</summary>
internal sealed record VertexTraffic(string DisplayName, string? Etag, IReadOnlyDictionary<string, int> TrafficSplit);
