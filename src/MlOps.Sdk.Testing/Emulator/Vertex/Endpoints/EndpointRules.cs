using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace MlOps.Sdk.Testing.Emulator.Vertex.Endpoints;

/// <summary>What the service demands of endpoints and deployments.</summary>
internal static partial class EndpointRules
{
    public static void CheckId(string id)
    {
        if (!EndpointId().IsMatch(id))
        {
            throw VertexError.Field(
                "endpoint_id", $"Invalid id '{id}': a letter, then lowercase letters, digits and '-', ending with a letter or digit, at most 63; or at most 9 digits without a leading zero.");
        }
    }

    public static void CheckDeployment(JsonObject deployed)
    {
        Labels.Check(deployed, "deployed_model.");
        if (deployed["id"]?.GetValue<string>() is { } id && !DeploymentId().IsMatch(id))
            throw VertexError.Field("deployed_model.id", $"Invalid id '{id}': 1 to 10 digits, without a leading zero.");
        if (deployed["model"] is null)
            throw VertexError.Field("deployed_model.model", "Required field is not set.");
        if (deployed["dedicatedResources"] is not JsonObject resources)
        {
            throw VertexError.Field(
                "deployed_model.prediction_resources",
                "dedicated_resources must be set: a model with a container of its own supports DEDICATED_RESOURCES only.");
        }

        int least = resources["minReplicaCount"]!.GetValue<int>();
        if (least < 1)
            throw VertexError.Field("deployed_model.dedicated_resources.min_replica_count", string.Create(CultureInfo.InvariantCulture, $"The value must be at least 1, but is {least}."));
        if (resources["maxReplicaCount"]?.GetValue<int>() is { } most && most != 0 && most < least)
        {
            throw VertexError.Field(
                "deployed_model.dedicated_resources.max_replica_count", string.Create(CultureInfo.InvariantCulture, $"The value must be at least min_replica_count, {least}, but is {most}."));
        }
    }

    [GeneratedRegex("^([a-z]([a-z0-9-]{0,61}[a-z0-9])?|[1-9][0-9]{0,8})$", RegexOptions.CultureInvariant)]
    private static partial Regex EndpointId();

    [GeneratedRegex("^[1-9][0-9]{0,9}$", RegexOptions.CultureInvariant)]
    private static partial Regex DeploymentId();
}
