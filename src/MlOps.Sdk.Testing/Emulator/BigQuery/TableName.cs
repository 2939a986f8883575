using System.Text.Json.Nodes;

namespace MlOps.Sdk.Testing.Emulator.BigQuery;

/// <summary>The name of a table, or of a model, which shares its names; case counts.</summary>
internal sealed record TableName(string Project, string Dataset, string Table)
{
    public static TableName Parse(JsonObject json, string path) => Parse(json, path, "tableId");

    /// <summary>A model's name.</summary>
    public static TableName ParseModel(JsonObject json, string path) => Parse(json, path, "modelId");

    private static TableName Parse(JsonObject json, string path, string id)
    {
        Shape.Check(json, path, ["projectId", "datasetId", id], []);
        return new TableName(
            Shape.RequiredText(json, "projectId", path), Shape.RequiredText(json, "datasetId", path), Shape.RequiredText(json, id, path));
    }

    public JsonObject ToJson() => new() { ["projectId"] = Project, ["datasetId"] = Dataset, ["tableId"] = Table };

    public override string ToString() => $"{Project}:{Dataset}.{Table}";
}
