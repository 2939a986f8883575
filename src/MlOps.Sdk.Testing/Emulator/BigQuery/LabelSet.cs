using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using MlOps.Sdk.Testing.Emulator.Http;

namespace MlOps.Sdk.Testing.Emulator.BigQuery;

/// <summary>The labels of datasets, tables, models and jobs.</summary>
internal static partial class LabelSet
{
    /// <summary>The labels with a request's; a null takes one away.</summary>
    public static JsonObject Patch(JsonObject labels, JsonObject? changes)
    {
        JsonObject patched = labels.DeepClone().AsObject();
        foreach ((string key, JsonNode? value) in changes ?? [])
        {
            if (value is null)
            {
                patched.Remove(key);
                continue;
            }

            if (!KeyPattern().IsMatch(key))
                throw EmulatorException.Invalid($"Label keys must start with a lower-case letter and hold lower-case letters, digits, _ and -, 63 at most: \"{key}\".");
            if (!ValuePattern().IsMatch(value.ToString()))
                throw EmulatorException.Invalid($"Label values must hold lower-case letters, digits, _ and -, 63 at most: \"{value}\" of \"{key}\".");
            patched[key] = value.ToString();
        }

        return patched.Count <= 64 ? patched : throw EmulatorException.Invalid("There can be 64 labels at most.");
    }

    [GeneratedRegex(@"^[\p{Ll}\p{Lo}][\p{Ll}\p{Lo}\p{N}_-]{0,62}$")]
    private static partial Regex KeyPattern();

    [GeneratedRegex(@"^[\p{Ll}\p{Lo}\p{N}_-]{0,63}$")]
    private static partial Regex ValuePattern();
}
