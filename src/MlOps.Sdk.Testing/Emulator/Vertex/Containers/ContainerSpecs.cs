using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace MlOps.Sdk.Testing.Emulator.Vertex.Containers;

/// <summary>Reads and checks the specifications of containers.</summary>
internal static partial class ContainerSpecs
{
    private const int MostVariables = 100;

    public static string[] Texts(JsonNode? list) => list is JsonArray items ? [.. items.Select(item => item!.GetValue<string>())] : [];

    public static Dictionary<string, string> Environment(JsonObject spec)
    {
        Dictionary<string, string> variables = new(StringComparer.Ordinal);
        foreach (JsonNode? variable in spec["env"] as JsonArray ?? [])
            variables[variable!["name"]!.GetValue<string>()] = variable["value"]!.GetValue<string>();
        return variables;
    }

    public static void Check(JsonObject spec, string field)
    {
        JsonArray variables = spec["env"] as JsonArray ?? [];
        if (variables.Count > MostVariables)
            throw VertexError.Field($"{field}.env", $"At most {MostVariables} environment variables can be specified.");
        HashSet<string> names = new(StringComparer.Ordinal);
        foreach (string name in variables.Select(variable => variable!["name"]!.GetValue<string>()))
        {
            if (!VariableName().IsMatch(name))
                throw VertexError.Field($"{field}.env", $"The name '{name}' is no C identifier.");
            if (!names.Add(name))
                throw VertexError.Field($"{field}.env", $"The name '{name}' is set twice.");
            if (name.StartsWith("AIP_", StringComparison.Ordinal))
                throw VertexError.Field($"{field}.env", $"The name '{name}' is reserved: names that begin with AIP_ are the service's.");
        }
    }

    [GeneratedRegex("^[A-Za-z_][A-Za-z0-9_]*$", RegexOptions.CultureInvariant)]
    private static partial Regex VariableName();
}
