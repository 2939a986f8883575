using System.Globalization;
using System.Text.Json.Nodes;

namespace MlOps.Sdk.Testing.Emulator.BigQuery;

/// <summary>The OPTIONS of CREATE TABLE.</summary>
internal sealed record TableOptions(JsonObject Labels, string? Description, long? ExpirationTime)
{
    public static TableOptions Of(IReadOnlyDictionary<string, object?> options)
    {
        JsonObject labels = [];
        foreach ((string name, object? value) in options)
        {
            switch (name)
            {
                case "description" or "friendly_name" or "partition_expiration_days":
                    break;
                case "labels" when value is IReadOnlyList<object?> pairs:
                    foreach (object? pair in pairs)
                    {
                        if (pair is not IReadOnlyList<object?> { Count: 2 } entry)
                            throw new Http.EmulatorException(400, "invalidQuery", "Labels must be an array of STRUCT(key, value).");
                        labels[Convert.ToString(entry[0], CultureInfo.InvariantCulture)!] = Convert.ToString(entry[1], CultureInfo.InvariantCulture);
                    }

                    break;
                default:
                    throw Shape.NotEmulated($"OPTIONS({name}) of a table");
            }
        }

        return new TableOptions(LabelSet.Patch([], labels), options.GetValueOrDefault("description") as string, null);
    }
}
