using System.Text.Json;
using System.Text.Json.Nodes;

namespace MlOps.Sdk.Runs;

/// <summary>The places where two JSON texts differ, such as <c>plan.gates[0].bound: 0.79 -> 0.8</c>; also the leaves of one.</summary>
internal static class JsonDifference
{
    private const int LongestValue = 60;

    public static IEnumerable<string> Of(string path, string before, string now)
    {
        if (!TryParse(before, out JsonNode? old) || !TryParse(now, out JsonNode? current))
            return [$"{path} changed"];
        return Compare(path, old, current);
    }

    /// <summary>Each leaf with its path.</summary>
    public static IEnumerable<(string Path, string Value)> Leaves(string path, JsonNode? node) => node switch
    {
        JsonObject map => map.SelectMany(member => Leaves(path.Length == 0 ? member.Key : $"{path}.{member.Key}", member.Value)),
        JsonArray list => list.SelectMany((item, index) => Leaves($"{path}[{index}]", item)),
        _ => [(path, Show(node))],
    };

    private static IEnumerable<string> Compare(string path, JsonNode? before, JsonNode? now) => (before, now) switch
    {
        _ when JsonNode.DeepEquals(before, now) => [],
        (JsonObject old, JsonObject current) => old.Select(member => member.Key).Union(current.Select(member => member.Key))
            .SelectMany(key => (old.ContainsKey(key), current.ContainsKey(key)) switch
            {
                (true, true) => Compare($"{path}.{key}", old[key], current[key]),
                (true, false) => [$"{path}.{key} left out"],
                _ => [$"{path}.{key} added: {Show(current[key])}"],
            }),
        (JsonArray old, JsonArray current) => Enumerable.Range(0, Math.Max(old.Count, current.Count))
            .SelectMany<int, string>(index => (index < old.Count, index < current.Count) switch
            {
                (true, true) => Compare($"{path}[{index}]", old[index], current[index]),
                (true, false) => [$"{path}[{index}] left out"],
                _ => [$"{path}[{index}] added: {Show(current[index])}"],
            }),
        _ => [$"{path}: {Show(before)} -> {Show(now)}"],
    };

    private static string Show(JsonNode? node)
    {
        string text = node?.ToJsonString() ?? "null";
        if (node?.GetValueKind() == JsonValueKind.String)
            text = node.GetValue<string>();
        return text.Length <= LongestValue ? text : $"{text[..LongestValue]}...";
    }

    private static bool TryParse(string text, out JsonNode? node)
    {
        try
        {
            node = JsonNode.Parse(text);
            return true;
        }
        catch (JsonException)
        {
            // Settings of a user's class need not be JSON.
            node = null;
            return false;
        }
    }
}
