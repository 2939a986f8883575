using System.Globalization;
using System.Text.Json.Nodes;

namespace MlOps.Sdk.Testing.Emulator.Vertex.Models;

/// <summary>A model and its versions.</summary>
internal sealed class EmulatedModel(string name, string created)
{
    public const string DefaultAlias = "default";

    private long _lastVersion;

    public string Name => name;

    /// <summary>In the order of their numbers; none while the first one is being uploaded.</summary>
    public List<ModelVersion> Versions { get; } = [];

    public long NextVersion() => ++_lastVersion;

    public ModelVersion Default => Versions.Single(version => version.Aliases.Contains(DefaultAlias));

    /// <summary>The version of a number or an alias; the default one for null.</summary>
    public ModelVersion? Find(string? version) => version is null
        ? Default
        : long.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out long number)
            ? Versions.Find(candidate => candidate.Number == number)
            : Versions.Find(candidate => candidate.Aliases.Contains(version));

    /// <summary>Gives a version an alias, which no other version has any longer.</summary>
    public void SetAlias(ModelVersion version, string alias)
    {
        foreach (ModelVersion other in Versions)
            other.Aliases.Remove(alias);
        version.Aliases.Remove(alias);
        version.Aliases.Add(alias);
    }

    public JsonObject ToJson(ModelVersion version)
    {
        JsonObject json = new() { ["name"] = name };
        foreach ((string field, JsonNode? value) in version.Body)
            json[field] = value?.DeepClone();
        json["versionId"] = version.Number.ToString(CultureInfo.InvariantCulture);
        json["createTime"] = created;
        // Google's own command line looks into this list.
        json["supportedDeploymentResourcesTypes"] = new JsonArray("DEDICATED_RESOURCES");
        json["supportedInputStorageFormats"] = new JsonArray("jsonl");
        json["supportedOutputStorageFormats"] = new JsonArray("jsonl");
        json["modelSourceInfo"] = new JsonObject { ["sourceType"] = "CUSTOM" };
        if (version.Aliases.Count > 0)
            json["versionAliases"] = new JsonArray([.. version.Aliases.Select(alias => JsonValue.Create(alias))]);
        if (version.Deployments.Count > 0)
        {
            json["deployedModels"] = new JsonArray([.. version.Deployments.Select(deployment =>
                new JsonObject { ["endpoint"] = deployment.Endpoint, ["deployedModelId"] = deployment.DeployedModelId })]);
        }

        return json;
    }
}
