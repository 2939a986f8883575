using System.Text.Json.Nodes;

namespace MlOps.Sdk.Testing.Emulator.Vertex.Jobs;

/// <summary>Chooses the parameters of trials.</summary>
internal static class StudySearch
{
    /// <summary>The choices for at most so many trials.</summary>
    public static IReadOnlyList<IReadOnlyDictionary<string, JsonNode>> Choose(JsonObject study, int count, int seed)
    {
        JsonObject[] parameters = [.. ((JsonArray)study["parameters"]!).Select(parameter => (JsonObject)parameter!)];
        if (study["algorithm"]?.GetValue<string>() == "GRID_SEARCH")
            return [.. Grid(parameters).Take(count)];
        Random random = new(seed);
        return [.. Enumerable.Range(0, count).Select(_ =>
        {
            Dictionary<string, JsonNode> choice = new(StringComparer.Ordinal);
            foreach (JsonObject parameter in parameters)
                Choose(parameter, random, choice);
            return choice;
        })];
    }

    private static void Choose(JsonObject parameter, Random random, Dictionary<string, JsonNode> choice)
    {
        JsonNode value = StudyRange.Choose(parameter, random);
        choice[IdOf(parameter)] = value;
        foreach (JsonObject child in Children(parameter, value))
            Choose(child, random, choice);
    }

    private static IEnumerable<Dictionary<string, JsonNode>> Grid(ReadOnlyMemory<JsonObject> parameters)
    {
        if (parameters.Length == 0)
        {
            yield return new Dictionary<string, JsonNode>(StringComparer.Ordinal);
            yield break;
        }

        JsonObject first = parameters.Span[0];
        foreach (JsonNode value in StudyRange.All(first))
        {
            foreach (Dictionary<string, JsonNode> rest in Grid(new JsonObject[][] { [.. Children(first, value)], parameters[1..].ToArray() }.SelectMany(some => some).ToArray()))
            {
                Dictionary<string, JsonNode> choice = new(StringComparer.Ordinal) { [IdOf(first)] = value };
                foreach ((string id, JsonNode other) in rest)
                    choice[id] = other;
                yield return choice;
            }
        }
    }

    // The parameters that exist only if this one has this value.
    private static IEnumerable<JsonObject> Children(JsonObject parameter, JsonNode value) =>
        (parameter["conditionalParameterSpecs"] as JsonArray ?? []).OfType<JsonObject>()
            .Where(child => new[] { "parentDiscreteValues", "parentIntValues", "parentCategoricalValues" }.Any(condition =>
                child[condition]?["values"] is JsonArray values && values.Any(possible => possible!.ToString() == value.ToString())))
            .Select(child => (JsonObject)child["parameterSpec"]!);

    private static string IdOf(JsonObject parameter) => parameter["parameterId"]!.GetValue<string>();
}
