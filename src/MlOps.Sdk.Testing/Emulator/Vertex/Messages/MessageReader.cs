using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using MlOps.Sdk.Testing.Emulator.Http;

namespace MlOps.Sdk.Testing.Emulator.Vertex.Messages;

/// <summary>Reads a request's body as the service does: unknown fields, wrong types and missing fields are refused.</summary>
/// <remarks>What comes out is in the service's own spelling: camelCase, 64-bit integers as texts, nothing that is null or empty.</remarks>
internal sealed class MessageReader
{
    private readonly List<string> _violations = [];
    private readonly bool _isPartial;

    private MessageReader(bool isPartial) => _isPartial = isPartial;

    /// <summary>Reads a whole message.</summary>
    public static JsonObject Read(JsonObject body, string message) => Read(body, message, isPartial: false);

    /// <summary>Reads the message of an update, in which only the fields of the mask count.</summary>
    public static JsonObject ReadPartial(JsonObject body, string message) => Read(body, message, isPartial: true);

    private static JsonObject Read(JsonObject body, string message, bool isPartial)
    {
        MessageReader reader = new(isPartial);
        JsonObject read = reader.Message(body, message, "");
        return reader._violations.Count == 0
            ? read
            : throw VertexError.Invalid("List of found errors:" + string.Concat(reader._violations.Select(
                (violation, index) => string.Create(CultureInfo.InvariantCulture, $"\t{index + 1}.{violation}\t"))));
    }

    private JsonObject Message(JsonObject given, string message, string path)
    {
        IReadOnlyDictionary<string, MessageField> fields = MessageSchema.Instance.FieldsOf(message);
        JsonObject read = [];
        foreach ((string name, JsonNode? value) in given)
        {
            // Both spellings are JSON's mapping of protocol buffers.
            if (!fields.TryGetValue(name, out MessageField? field) && !fields.TryGetValue(FieldPath.ToCamel(name), out field))
                throw VertexError.Invalid($"Invalid JSON payload received. Unknown name \"{name}\"{At(path)}: Cannot find field.");
            if (value is null)
                continue;
            string place = path.Length == 0 ? field.SnakeName : $"{path}.{field.SnakeName}";
            if (read.ContainsKey(field.Name))
                throw VertexError.Invalid($"Invalid JSON payload received. Field \"{field.Name}\"{At(path)} is set twice.");
            // A name in the body is that of the path; what is empty isn't set, though Google's client for Node writes it.
            if (field is { IsOutput: true, Name: not "name" } && !_isPartial && value is not (JsonObject { Count: 0 } or JsonArray { Count: 0 }))
                _violations.Add($"Field: {place}; Message: Field is output only.");
            if (Field(value, field, place) is { } known)
                read[field.Name] = known;
        }

        foreach (MessageField field in fields.Values.Where(field => field.IsRequired && !_isPartial && IsMissing(read, field)))
            _violations.Add($"Field: {(path.Length == 0 ? "" : path + ".")}{field.SnakeName}; Message: Required field is not set.");
        foreach (IGrouping<string?, MessageField> group in fields.Values.Where(field => field.Group is not null && read.ContainsKey(field.Name)).GroupBy(field => field.Group))
        {
            if (group.Count() > 1)
                throw VertexError.Invalid($"Invalid value{At(path)} (oneof), oneof field '{group.Key}' is already set. Cannot set '{group.Last().Name}'.");
        }

        return read;
    }

    private static bool IsMissing(JsonObject read, MessageField field) =>
        read[field.Name] is not { } value || (value is JsonValue text && text.GetValueKind() == JsonValueKind.String && text.GetValue<string>().Length == 0);

    private JsonNode? Field(JsonNode value, MessageField field, string place)
    {
        if (field.IsRepeated)
        {
            JsonArray items = value as JsonArray ?? throw Wrong(place, "a list", value);
            JsonNode?[] read = [.. items.Select((item, index) => Value(item, field.Type, string.Create(CultureInfo.InvariantCulture, $"{place}[{index}]")))];
            return read.Length == 0 ? null : new JsonArray(read);
        }

        if (field.IsMap)
        {
            JsonObject map = value as JsonObject ?? throw Wrong(place, "a map", value);
            JsonObject read = [];
            foreach ((string key, JsonNode? item) in map)
                read[key] = Value(item, field.Type, $"{place}['{key}']");
            return read.Count == 0 ? null : read;
        }

        return Value(value, field.Type, place);
    }

    private JsonNode? Value(JsonNode? value, string type, string place)
    {
        if (type is "value" or "any")
            return value?.DeepClone();
        if (value is null)
            throw Wrong(place, type, value);
        if (MessageSchema.Instance.Contains(type))
            return Message(value as JsonObject ?? throw Wrong(place, "an object", value), type, place);
        return value is JsonValue scalar ? ScalarReader.Read(scalar, type) ?? throw Wrong(place, type, value) : throw Wrong(place, type, value);
    }

    private static string At(string path) => path.Length == 0 ? "" : $" at '{path}'";

    private static EmulatorException Wrong(string place, string type, JsonNode? value) =>
        VertexError.Invalid($"Invalid value at '{place}' ({(type.StartsWith("enum", StringComparison.Ordinal) ? "enum" : type)}), {value?.ToJsonString() ?? "null"}");
}
