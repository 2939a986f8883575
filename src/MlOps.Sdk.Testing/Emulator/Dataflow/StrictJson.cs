using System.Text.Json;
using System.Text.Json.Nodes;
using MlOps.Sdk.Testing.Emulator.Http;

namespace MlOps.Sdk.Testing.Emulator.Dataflow;

/// <summary>Reads the fields of a request's body; what isn't known or has another type is refused.</summary>
internal sealed class StrictJson(JsonObject json, string path)
{
    private readonly HashSet<string> _read = new(StringComparer.Ordinal);

    public StrictJson Object(string name) => new(
        Take(name) switch
        {
            null => [],
            JsonObject found => found,
            _ => throw Invalid(name, "is not an object"),
        },
        path.Length == 0 ? name : $"{path}.{name}");

    public string? Text(string name) => Take(name) switch
    {
        null => null,
        JsonValue value when value.GetValueKind() == JsonValueKind.String => (string)value!,
        _ => throw Invalid(name, "is not a string"),
    };

    public bool Flag(string name) => Take(name) switch
    {
        null => false,
        JsonValue value when value.GetValueKind() is JsonValueKind.True or JsonValueKind.False => (bool)value,
        _ => throw Invalid(name, "is not a Boolean"),
    };

    public int Number(string name) => Take(name) switch
    {
        null => 0,
        JsonValue value when value.GetValueKind() == JsonValueKind.Number && value.TryGetValue(out int number) => number,
        JsonValue value when value.GetValueKind() == JsonValueKind.String && int.TryParse((string)value!, System.Globalization.CultureInfo.InvariantCulture, out int number) => number,
        _ => throw Invalid(name, "is not a 32-bit number"),
    };

    public IReadOnlyDictionary<string, string> Texts(string name)
    {
        StrictJson map = Object(name);
        return map.Names().ToDictionary(key => key, key => map.Text(key) ?? throw map.Invalid(key, "is null"), StringComparer.Ordinal);
    }

    public IReadOnlyList<string> List(string name) => Take(name) switch
    {
        null => [],
        JsonArray array when array.All(item => item?.GetValueKind() == JsonValueKind.String) => [.. array.Select(item => (string)item!)],
        _ => throw Invalid(name, "is not a list of strings"),
    };

    /// <summary>A name of an enumeration, or its number, which some clients send.</summary>
    public string? Word(string name, params string[] words) => Take(name) switch
    {
        null => null,
        JsonValue value when value.GetValueKind() == JsonValueKind.String && words.Contains((string)value!) => (string)value!,
        JsonValue value when value.GetValueKind() == JsonValueKind.Number && value.TryGetValue(out int number) && number >= 0 && number < words.Length => words[number],
        _ => throw Invalid(name, $"is none of {string.Join(", ", words)}"),
    };

    /// <summary>Reads over fields that have no meaning here.</summary>
    public void Skip(params string[] names)
    {
        foreach (string name in names)
            Take(name);
    }

    /// <summary>Refuses what nobody has read.</summary>
    public void Close()
    {
        if (Names().FirstOrDefault(name => !_read.Contains(name)) is { } unknown)
            throw EmulatorException.Invalid($"Invalid JSON payload received. Unknown name \"{unknown}\"{(path.Length == 0 ? "" : $" at '{path}'")}: Cannot find field.");
    }

    public EmulatorException Invalid(string name, string what) =>
        EmulatorException.Invalid($"Invalid value at '{(path.Length == 0 ? name : $"{path}.{name}")}': {json[name]?.ToJsonString() ?? "null"} {what}.");

    private IEnumerable<string> Names() => json.Select(field => field.Key);

    private JsonNode? Take(string name)
    {
        _read.Add(name);
        return json[name];
    }
}
