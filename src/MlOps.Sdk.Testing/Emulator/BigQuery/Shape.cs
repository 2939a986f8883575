using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using MlOps.Sdk.Testing.Emulator.Http;

namespace MlOps.Sdk.Testing.Emulator.BigQuery;

/// <summary>Reads JSON strictly: what BigQuery doesn't know is refused, and so is what it knows and the emulator doesn't do.</summary>
internal static class Shape
{
    /// <summary>Refuses fields that BigQuery doesn't have, and values of those that have no effect here; nulls and other empty values pass.</summary>
    public static void Check(JsonObject json, string path, IReadOnlyCollection<string> supported, IReadOnlyCollection<string> known)
    {
        foreach ((string name, JsonNode? value) in json)
        {
            if (supported.Contains(name))
                continue;
            if (!known.Contains(name))
                throw new EmulatorException(400, "badRequest", $"Invalid JSON payload received. Unknown name \"{name}\" at '{path}': Cannot find field.");
            if (!IsEmpty(value))
                throw NotEmulated($"{path}.{name}");
        }
    }

    public static EmulatorException NotEmulated(string what) => new(501, "notImplemented", $"The emulated BigQuery doesn't do this: {what}.");

    public static string? Text(JsonObject json, string name) => json[name] switch
    {
        null => null,
        JsonValue value => value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : value.ToJsonString(),
        { } other => throw EmulatorException.Invalid($"Invalid value for {name}: {other.ToJsonString()}."),
    };

    public static string RequiredText(JsonObject json, string name, string path) =>
        Text(json, name) is { Length: > 0 } text ? text : throw EmulatorException.Invalid($"Required parameter is missing: {path}.{name}");

    /// <summary>A number of 64 bits, which may come as a number or as text.</summary>
    public static long? Number(JsonObject json, string name) => Text(json, name) switch
    {
        null or "" => null,
        { } text => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number)
            ? number
            : throw EmulatorException.Invalid($"Invalid value for {name}: \"{text}\" is not a number."),
    };

    public static bool Flag(JsonObject json, string name, bool otherwise = false) => Text(json, name)?.ToUpperInvariant() switch
    {
        null or "" => otherwise,
        "TRUE" => true,
        "FALSE" => false,
        { } text => throw EmulatorException.Invalid($"Invalid value for {name}: \"{text}\" is not a boolean."),
    };

    public static JsonObject? Object(JsonObject json, string name, string path) => json[name] switch
    {
        null => null,
        JsonObject found => found,
        { } other => throw EmulatorException.Invalid($"Invalid value at '{path}.{name}': {other.ToJsonString()} is not an object."),
    };

    public static JsonObject RequiredObject(JsonObject json, string name, string path) =>
        Object(json, name, path) ?? throw EmulatorException.Invalid($"Required parameter is missing: {path}.{name}");

    public static IReadOnlyList<JsonObject> Objects(JsonObject json, string name, string path) =>
        [.. Items(json, name, path).Select(item => item as JsonObject ?? throw EmulatorException.Invalid($"Invalid value at '{path}.{name}': not an object."))];

    public static IReadOnlyList<string> Texts(JsonObject json, string name, string path) =>
        [.. Items(json, name, path).Select(item => item is JsonValue value && value.TryGetValue(out string? text)
            ? text
            : throw EmulatorException.Invalid($"Invalid value at '{path}.{name}': not a string."))];

    /// <summary>What an answer holds of a resource: fields without a value are left out.</summary>
    public static JsonObject Compact(JsonObject json)
    {
        foreach (string name in json.Where(field => field.Value is null).Select(field => field.Key).ToList())
            json.Remove(name);
        return json;
    }

    private static JsonArray Items(JsonObject json, string name, string path) => json[name] switch
    {
        null => [],
        JsonArray array => array,
        { } other => throw EmulatorException.Invalid($"Invalid value at '{path}.{name}': {other.ToJsonString()} is not an array."),
    };

    private static bool IsEmpty(JsonNode? value) => value switch
    {
        null => true,
        JsonArray array => array.Count == 0,
        JsonObject json => json.Count == 0,
        JsonValue scalar => scalar.ToJsonString() is "false" or "\"\"" or "0" or "\"0\"",
        _ => false,
    };
}
