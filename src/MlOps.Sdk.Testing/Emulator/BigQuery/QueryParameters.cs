using System.Text.Json.Nodes;
using MlOps.Sdk.Testing.Emulator.GoogleSql;
using MlOps.Sdk.Testing.Emulator.Http;

namespace MlOps.Sdk.Testing.Emulator.BigQuery;

/// <summary>Reads the parameters of a query.</summary>
internal static class QueryParameters
{
    public static IReadOnlyList<GoogleSqlParameter> Parse(JsonObject query, string path)
    {
        IReadOnlyList<JsonObject> parameters = Shape.Objects(query, "queryParameters", path);
        if (parameters.Count == 0)
            return [];
        // Official clients write it in lower case.
        bool isNamed = Shape.Text(query, "parameterMode")?.ToUpperInvariant() switch
        {
            "NAMED" => true,
            "POSITIONAL" => false,
            null or "" => throw EmulatorException.Invalid("Required parameter is missing: parameterMode"),
            { } mode => throw EmulatorException.Invalid($"Invalid value at '{path}.parameterMode': {mode}"),
        };
        return [.. parameters.Select((parameter, index) => Parse(parameter, isNamed, $"{path}.queryParameters[{index}]"))];
    }

    private static GoogleSqlParameter Parse(JsonObject parameter, bool isNamed, string path)
    {
        Shape.Check(parameter, path, ["name", "parameterType", "parameterValue"], []);
        GoogleSqlType type = Type(Shape.RequiredObject(parameter, "parameterType", path), path + ".parameterType");
        JsonObject value = Shape.Object(parameter, "parameterValue", path) ?? [];
        return new GoogleSqlParameter(isNamed ? Shape.RequiredText(parameter, "name", path) : null, type, Value(type, value, path + ".parameterValue"));
    }

    private static GoogleSqlType Type(JsonObject json, string path)
    {
        Shape.Check(json, path, ["type", "arrayType", "structTypes"], ["rangeElementType", "timestampPrecision"]);
        string name = Shape.RequiredText(json, "type", path).ToUpperInvariant();
        return name switch
        {
            "ARRAY" => GoogleSqlType.ArrayOf(Type(Shape.RequiredObject(json, "arrayType", path), path + ".arrayType")),
            "STRUCT" => GoogleSqlType.StructOf([.. Shape.Objects(json, "structTypes", path).Select(field => new GoogleSqlField(
                Shape.Text(field, "name") ?? "", Type(Shape.RequiredObject(field, "type", path), path + ".structTypes")))]),
            _ => GoogleSqlType.Find(name) ?? throw EmulatorException.Invalid($"Invalid value at '{path}.type': {name}"),
        };
    }

    private static object? Value(GoogleSqlType type, JsonObject json, string path)
    {
        Shape.Check(json, path, ["value", "arrayValues", "structValues"], ["rangeValue"]);
        if (type.Kind == GoogleSqlTypeKind.Array)
            return Shape.Objects(json, "arrayValues", path).Select(item => Value(type.Element!, item, path)).ToList();
        if (type.Kind == GoogleSqlTypeKind.Struct)
        {
            JsonObject fields = Shape.Object(json, "structValues", path) ?? [];
            return type.Fields.Select(field => Value(field.Type, Shape.Object(fields, field.Name, path) ?? [], path)).ToList();
        }

        return Shape.Text(json, "value");
    }
}
