using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace MlOps.Sdk.Testing.Emulator.Vertex.Jobs;

/// <summary>Reads the metrics that a trial reported, as the library cloudml-hypertune writes them: a JSON object a line.</summary>
internal static class TrialMetrics
{
    /// <summary>The trial's final measurement; null if a metric of the study is missing.</summary>
    public static JsonObject? Read(string file, JsonObject study)
    {
        if (!File.Exists(file))
            return null;
        JsonObject[] lines = [.. File.ReadLines(file).Select(Parse).OfType<JsonObject>()];
        JsonObject[] metrics = [.. ((JsonArray)study["metrics"]!).Select(metric => (JsonObject)metric!)];
        string first = metrics[0]["metricId"]!.GetValue<string>();
        JsonObject[] measured = [.. lines.Where(line => Number(line[first]) is not null)];
        if (measured.Length == 0)
            return null;
        JsonObject chosen = study["measurementSelectionType"]?.GetValue<string>() != "BEST_MEASUREMENT"
            ? measured[^1]
            : metrics[0]["goal"]!.GetValue<string>() == "MAXIMIZE"
                ? measured.MaxBy(line => Number(line[first]))!
                : measured.MinBy(line => Number(line[first]))!;
        JsonArray values = [];
        foreach (string id in metrics.Select(metric => metric["metricId"]!.GetValue<string>()))
        {
            // Each metric may have a line of its own: the nearest one before.
            int at = Array.IndexOf(lines, chosen);
            double? value = Number(chosen[id]) ?? lines.Take(at).Reverse().Concat(lines.Skip(at)).Select(line => Number(line[id])).FirstOrDefault(number => number is not null);
            if (value is null)
                return null;
            values.Add(new JsonObject { ["metricId"] = id, ["value"] = value });
        }

        JsonObject measurement = new() { ["metrics"] = values };
        if (Number(chosen["global_step"]) is { } step)
            measurement["stepCount"] = ((long)step).ToString(CultureInfo.InvariantCulture);
        return measurement;
    }

    private static JsonObject? Parse(string line)
    {
        try
        {
            return JsonNode.Parse(line) as JsonObject;
        }
        catch (JsonException)
        {
            // A line that is no JSON, or the half of one, says nothing.
            return null;
        }
    }

    private static double? Number(JsonNode? node) =>
        node is JsonValue value && double.TryParse(value.ToString(), NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number)
            ? number
            : null;
}
