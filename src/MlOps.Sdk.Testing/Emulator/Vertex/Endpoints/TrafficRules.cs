using System.Globalization;
using System.Text.Json.Nodes;

namespace MlOps.Sdk.Testing.Emulator.Vertex.Endpoints;

/// <summary>What the service demands of a traffic split.</summary>
internal static class TrafficRules
{
    private const int Whole = 100;

    /// <summary>The key that stands for the deployment under way.</summary>
    public const string Newcomer = "0";

    /// <summary>Reads a split.</summary>
    /// <param name="split">The split; null if there is none, which is an empty one.</param>
    /// <param name="ids">The deployments that it may name.</param>
    public static SortedDictionary<string, int> Read(JsonNode? split, IReadOnlyCollection<string> ids)
    {
        SortedDictionary<string, int> shares = new(StringComparer.Ordinal);
        foreach ((string id, JsonNode? share) in split as JsonObject ?? [])
        {
            int percent = share!.GetValue<int>();
            if (!ids.Contains(id))
                throw VertexError.Field("traffic_split", $"The deployed model '{id}' is not on the endpoint.");
            if (percent is < 0 or > Whole)
                throw VertexError.Field("traffic_split", string.Create(CultureInfo.InvariantCulture, $"The share of '{id}' must be between 0 and {Whole}, but is {percent}."));
            shares[id] = percent;
        }

        int sum = shares.Values.Sum();
        return shares.Count == 0 || sum == Whole
            ? shares
            : throw VertexError.Field("traffic_split", string.Create(CultureInfo.InvariantCulture, $"Traffic percentages must sum to {Whole}, but sum to {sum}."));
    }
}
