using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using MlOps.Sdk.Testing.Emulator.Vertex.Containers;
using MlOps.Sdk.Testing.Emulator.Vertex.Jobs;

namespace MlOps.Sdk.Testing.Emulator.Vertex.Models;

/// <summary>What the service demands of models.</summary>
internal static partial class ModelRules
{
    public static void CheckUpload(JsonObject request)
    {
        JsonObject model = (JsonObject)request["model"]!;
        Labels.Check(model, "model.");
        if (request["parentModel"] is not null && request["modelId"] is not null)
            throw VertexError.Field("model_id", "The field must not be set together with parent_model: the version belongs to that model.");
        if (request["modelId"]?.GetValue<string>() is { } id && !ModelId().IsMatch(id))
            throw VertexError.Field("model_id", $"Invalid id '{id}': lowercase letters, digits, '_' and '-', not beginning with a digit or '-', at most 63.");
        if (model["containerSpec"] is not JsonObject container)
            throw VertexError.Field("model.container_spec", "Required field is not set.");
        ContainerSpecs.Check(container, "model.container_spec");
        foreach (string route in (string[])["predictRoute", "healthRoute"])
        {
            if (container[route]?.GetValue<string>() is { } path && !path.StartsWith('/'))
                throw VertexError.Field($"model.container_spec.{Messages.FieldPath.ToSnake(route)}", $"The route must begin with '/', but is '{path}'.");
        }

        if (model["artifactUri"]?.GetValue<string>() is { } uri && !JobSpecRules.IsFolder(uri))
            throw VertexError.Field("model.artifact_uri", $"'{uri}' is not a valid Cloud Storage URI: expected gs://bucket/folder.");
        foreach (string alias in ContainerSpecs.Texts(model["versionAliases"]))
            CheckAlias(alias, "model.version_aliases");
    }

    public static void CheckAlias(string alias, string field)
    {
        if (!Alias().IsMatch(alias))
            throw VertexError.Field(field, $"Invalid alias '{alias}': a lowercase letter, then letters, digits and '-', ending with a lowercase letter or digit, at most 128.");
    }

    [GeneratedRegex("^[a-z_][a-z0-9_-]{0,62}$", RegexOptions.CultureInvariant)]
    private static partial Regex ModelId();

    [GeneratedRegex("^[a-z]([a-zA-Z0-9-]{0,126}[a-z0-9])?$", RegexOptions.CultureInvariant)]
    private static partial Regex Alias();
}
