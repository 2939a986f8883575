using MlOps.Sdk.Clients;

namespace MlOps.Sdk.Deployments;

/// <summary>The traffic of an endpoint with a canary.</summary>
internal static class CanarySplit
{
    /// <summary>The canary's share; what has had most of the traffic keeps the rest, and an earlier canary loses its own.</summary>
    /// <param name="endpoint">The endpoint, on which the canary is deployed.</param>
    /// <param name="canary">The canary's id.</param>
    /// <param name="percent">Its share at least: what somebody has given it since, it keeps.</param>
    public static IReadOnlyDictionary<string, int> Of(VertexEndpoint endpoint, string canary, int percent)
    {
        IReadOnlyDictionary<string, int> now = endpoint.TrafficSplit ?? new Dictionary<string, int>();
        int share = Math.Max(percent, now.GetValueOrDefault(canary));
        string? main = now.Where(other => other.Key != canary && other.Value > 0)
            .OrderByDescending(other => other.Value).ThenBy(other => other.Key, StringComparer.Ordinal)
            .Select(other => other.Key).FirstOrDefault();
        return main is null || share == 100
            ? new Dictionary<string, int> { [canary] = 100 }
            : new Dictionary<string, int> { [canary] = share, [main] = 100 - share };
    }
}
