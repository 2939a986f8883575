using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace MlOps.Sdk.Testing.Emulator.Vertex.Jobs;

/// <summary>The values that a parameter of a study can have.</summary>
internal static class StudyRange
{
    /// <summary>A value at random.</summary>
    public static JsonNode Choose(JsonObject parameter, Random random)
    {
        string? scale = parameter["scaleType"]?.GetValue<string>();
        if (parameter["doubleValueSpec"] is JsonObject real)
            return JsonValue.Create(Scale(Number(real["minValue"]!), Number(real["maxValue"]!), random.NextDouble(), scale));
        if (parameter["integerValueSpec"] is JsonObject whole && scale is "UNIT_LOG_SCALE" or "UNIT_REVERSE_LOG_SCALE")
        {
            JsonNode range = parameter["integerValueSpec"]!;
            return JsonValue.Create((long)Math.Round(Scale(Number(range["minValue"]!), Number(range["maxValue"]!), random.NextDouble(), scale)));
        }

        JsonNode[] values = All(parameter);
        return values[random.Next(values.Length)].DeepClone();
    }

    /// <summary>All values of a parameter that is no double.</summary>
    public static JsonNode[] All(JsonObject parameter)
    {
        if (parameter["integerValueSpec"] is JsonObject whole)
        {
            long least = (long)Number(whole["minValue"]!);
            long count = (long)Number(whole["maxValue"]!) - least + 1;
            return [.. Enumerable.Range(0, (int)Math.Min(count, int.MaxValue)).Select(step => (JsonNode)JsonValue.Create(least + step))];
        }

        JsonObject choices = (parameter["categoricalValueSpec"] ?? parameter["discreteValueSpec"])!.AsObject();
        return [.. ((JsonArray)choices["values"]!).Select(value => value!.DeepClone())];
    }

    /// <summary>The value of a number, which is a text if it is a 64-bit integer.</summary>
    public static double Number(JsonNode node) => node.GetValueKind() == JsonValueKind.String
        ? double.Parse(node.GetValue<string>(), CultureInfo.InvariantCulture)
        : node.GetValue<double>();

    private static double Scale(double least, double greatest, double unit, string? scale) => scale switch
    {
        "UNIT_LOG_SCALE" => Math.Clamp(least * Math.Pow(greatest / least, unit), least, greatest),
        // Dense near the greatest as the other is near the least.
        "UNIT_REVERSE_LOG_SCALE" => Math.Clamp(least + greatest - (least * Math.Pow(greatest / least, 1 - unit)), least, greatest),
        _ => least + ((greatest - least) * unit),
    };
}
