using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using MlOps.Sdk.Testing.Emulator.Http;

namespace MlOps.Sdk.Testing.Emulator.BigQuery;

/// <summary>A column of a table or result; its type by the name in GoogleSQL.</summary>
internal sealed partial record Column(string Name, string Type, string Mode, IReadOnlyList<Column> Fields)
{
    private static readonly string[] Supported = ["name", "type", "mode", "fields", "description"];
    private static readonly string[] Known =
    [
        "categories", "collation", "dataPolicies", "defaultValueExpression", "foreignTypeDefinition", "maxLength", "policyTags", "precision",
        "rangeElementType", "roundingMode", "scale", "timestampPrecision",
    ];

    public string? Description { get; init; }

    public bool IsRepeated => Mode == "REPEATED";

    /// <summary>The columns of a schema.</summary>
    public static IReadOnlyList<Column> ParseSchema(JsonObject schema, string path)
    {
        Shape.Check(schema, path, ["fields"], ["foreignTypeInfo"]);
        IReadOnlyList<Column> columns = [.. Shape.Objects(schema, "fields", path).Select((field, index) => Parse(field, $"{path}.fields[{index}]"))];
        return Distinct(columns, path);
    }

    public static JsonObject ToSchema(IEnumerable<Column> columns) => new() { ["fields"] = new JsonArray([.. columns.Select(column => column.ToJson())]) };

    /// <summary>As BigQuery answers: with the older names of types.</summary>
    public JsonObject ToJson()
    {
        JsonObject json = new()
        {
            ["name"] = Name,
            ["type"] = Type switch { "INT64" => "INTEGER", "FLOAT64" => "FLOAT", "BOOL" => "BOOLEAN", "STRUCT" => "RECORD", _ => Type },
            ["mode"] = Mode,
        };
        if (Fields.Count > 0)
            json["fields"] = new JsonArray([.. Fields.Select(field => field.ToJson())]);
        if (Description is not null)
            json["description"] = Description;
        return json;
    }

    /// <summary>Whether values of the other column can go into this one as they are.</summary>
    public bool HasTypeOf(Column other) => Type == other.Type && IsRepeated == other.IsRepeated && Fields.Count == other.Fields.Count
        && Fields.Zip(other.Fields).All(pair => Names.Equals(pair.First.Name, pair.Second.Name) && pair.First.HasTypeOf(pair.Second));

    /// <summary>Names of columns: case doesn't count.</summary>
    public static StringComparer Names => StringComparer.OrdinalIgnoreCase;

    private static Column Parse(JsonObject field, string path)
    {
        Shape.Check(field, path, Supported, Known);
        string name = Shape.RequiredText(field, "name", path);
        if (!NamePattern().IsMatch(name))
        {
            throw EmulatorException.Invalid(
                $"Invalid field name \"{name}\". Fields must contain only letters, numbers, and underscores, start with a letter or underscore, and be at most 300 characters long.");
        }

        string type = TypeOf(Shape.RequiredText(field, "type", path), path);
        string mode = Shape.Text(field, "mode") is { Length: > 0 } given ? given.ToUpperInvariant() : "NULLABLE";
        if (mode is not ("NULLABLE" or "REQUIRED" or "REPEATED"))
            throw EmulatorException.Invalid($"Invalid value for mode: {mode} is not a valid value at {path}.");
        IReadOnlyList<Column> fields = [.. Shape.Objects(field, "fields", path).Select((child, index) => Parse(child, $"{path}.fields[{index}]"))];
        if (type == "STRUCT" != fields.Count > 0)
            throw EmulatorException.Invalid($"Field {name} is type {type} but {(fields.Count > 0 ? "has" : "has no")} schema.");
        return new Column(name, type, mode, Distinct(fields, path)) { Description = Shape.Text(field, "description") };
    }

    private static string TypeOf(string type, string path) => type.ToUpperInvariant() switch
    {
        "INTEGER" or "INT64" => "INT64",
        "FLOAT" or "FLOAT64" => "FLOAT64",
        "BOOLEAN" or "BOOL" => "BOOL",
        "RECORD" or "STRUCT" => "STRUCT",
        "STRING" or "BYTES" or "DATE" or "TIME" or "DATETIME" or "TIMESTAMP" or "NUMERIC" => type.ToUpperInvariant(),
        "BIGNUMERIC" or "GEOGRAPHY" or "JSON" or "INTERVAL" or "RANGE" => throw Shape.NotEmulated($"type {type} at {path}"),
        _ => throw EmulatorException.Invalid($"Invalid value for type: {type} is not a valid value at {path}."),
    };

    private static IReadOnlyList<Column> Distinct(IReadOnlyList<Column> columns, string path)
    {
        HashSet<string> names = new(Names);
        return columns.FirstOrDefault(column => !names.Add(column.Name)) is { } twice
            ? throw EmulatorException.Invalid($"Duplicate field name {twice.Name} at {path}; names are not case sensitive.")
            : columns;
    }

    [GeneratedRegex("^[A-Za-z_][A-Za-z0-9_]{0,299}$")]
    private static partial Regex NamePattern();
}
