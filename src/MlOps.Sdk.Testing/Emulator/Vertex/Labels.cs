using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace MlOps.Sdk.Testing.Emulator.Vertex;

/// <summary>What all resources that users make have: a name for people, and labels.</summary>
internal static partial class Labels
{
    private const int LongestDisplayName = 128;
    private const int MostLabels = 64;

    public static void Check(JsonObject resource, string prefix = "")
    {
        if (resource["displayName"]?.GetValue<string>() is { Length: > LongestDisplayName } name)
            throw VertexError.Field($"{prefix}display_name", $"The display name must be at most {LongestDisplayName} characters long, but has {name.Length}.");
        if (resource["labels"] is not JsonObject labels)
            return;
        if (labels.Count > MostLabels)
            throw VertexError.Field($"{prefix}labels", $"At most {MostLabels} labels can be specified.");
        foreach ((string key, JsonNode? value) in labels)
        {
            if (!Key().IsMatch(key))
                throw VertexError.Field($"{prefix}labels", $"Invalid label key '{key}': lowercase letters, digits, '_' and '-', beginning with a letter, at most 63.");
            if (!Value().IsMatch(value!.GetValue<string>()))
                throw VertexError.Field($"{prefix}labels", $"Invalid label value '{value}': lowercase letters, digits, '_' and '-', at most 63.");
        }
    }

    [GeneratedRegex(@"^\p{Ll}[\p{Ll}\p{Lo}\p{Nd}_-]{0,62}$", RegexOptions.CultureInvariant)]
    private static partial Regex Key();

    [GeneratedRegex(@"^[\p{Ll}\p{Lo}\p{Nd}_-]{0,63}$", RegexOptions.CultureInvariant)]
    private static partial Regex Value();
}
