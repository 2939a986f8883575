using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace MlOps.Sdk.Testing.Emulator.Vertex.Messages;

/// <summary>Reads values as JSON's mapping of protocol buffers says; null for what isn't one of the type.</summary>
internal static class ScalarReader
{
    public static JsonNode? Read(JsonValue value, string type)
    {
        JsonValueKind kind = value.GetValueKind();
        string? text = kind switch
        {
            JsonValueKind.String => value.GetValue<string>(),
            JsonValueKind.Number => value.ToJsonString(),
            _ => null,
        };
        return type switch
        {
            "string" => kind == JsonValueKind.String ? JsonValue.Create(text) : null,
            "bool" => kind is JsonValueKind.True or JsonValueKind.False ? value.DeepClone() : null,
            "int32" => Whole(text) is { } whole and >= int.MinValue and <= int.MaxValue ? JsonValue.Create((int)whole) : null,
            // 64-bit integers come out as texts, since JSON's numbers are doubles to many.
            "int64" => Whole(text) is { } whole ? JsonValue.Create(whole.ToString(CultureInfo.InvariantCulture)) : null,
            "double" => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number)
                ? JsonValue.Create(number)
                : null,
            "duration" => kind == JsonValueKind.String && Duration(text!) is not null ? JsonValue.Create(text) : null,
            "timestamp" => kind == JsonValueKind.String && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, out _) ? JsonValue.Create(text) : null,
            _ when type.StartsWith("enum(", StringComparison.Ordinal) => Enumerated(type[5..^1].Split('|'), text, kind),
            _ => null,
        };
    }

    /// <summary>The value of <c>"3.5s"</c>; null for what isn't a duration.</summary>
    public static TimeSpan? Duration(string text) =>
        text.EndsWith('s') && decimal.TryParse(text.AsSpan(..^1), NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out decimal seconds)
        && Math.Abs(seconds) <= 315_576_000_000m
            ? TimeSpan.FromTicks((long)(seconds * TimeSpan.TicksPerSecond))
            : null;

    // By name or by number, as Google's client for Node sends it; the answer has the name.
    private static JsonValue? Enumerated(string[] names, string? text, JsonValueKind kind)
    {
        for (int index = 0; index < names.Length; index++)
        {
            string[] parts = names[index].Split('=');
            string number = parts.Length == 2 ? parts[1] : index.ToString(CultureInfo.InvariantCulture);
            if (text == (kind == JsonValueKind.Number ? number : parts[0]))
                return JsonValue.Create(parts[0]);
        }

        return null;
    }

    private static long? Whole(string? text) =>
        decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal number)
        && number == decimal.Truncate(number) && number is >= long.MinValue and <= long.MaxValue
            ? (long)number
            : null;
}
