using System.Text.Json.Nodes;

namespace MlOps.Sdk.Testing.Emulator.Vertex.Jobs;

/// <summary>What the service demands of a study.</summary>
internal static class StudyRules
{
    private static readonly string[] Ranges = ["doubleValueSpec", "integerValueSpec", "categoricalValueSpec", "discreteValueSpec"];

    public static void Check(JsonObject study)
    {
        bool isGrid = study["algorithm"]?.GetValue<string>() == "GRID_SEARCH";
        HashSet<string> ids = new(StringComparer.Ordinal);
        foreach (JsonObject parameter in All((JsonArray)study["parameters"]!))
        {
            string id = parameter["parameterId"]!.GetValue<string>();
            if (!ids.Add(id))
                throw VertexError.Field("study_spec.parameters", $"The parameter '{id}' occurs twice.");
            string range = Ranges.FirstOrDefault(parameter.ContainsKey)
                ?? throw VertexError.Field("study_spec.parameters", $"The parameter '{id}' has no range: set one of double_value_spec, integer_value_spec, categorical_value_spec and discrete_value_spec.");
            if (isGrid && range == "doubleValueSpec")
                throw VertexError.Field("study_spec.algorithm", $"GRID_SEARCH takes integer, categorical and discrete parameters only; '{id}' is a double.");
            if (range is "doubleValueSpec" or "integerValueSpec")
                CheckRange(id, StudyRange.Number(parameter[range]!["minValue"]!), StudyRange.Number(parameter[range]!["maxValue"]!), parameter["scaleType"]?.GetValue<string>());
        }

        foreach (JsonNode? metric in (JsonArray)study["metrics"]!)
        {
            if (metric!["goal"]!.GetValue<string>() == "GOAL_TYPE_UNSPECIFIED")
                throw VertexError.Field("study_spec.metrics.goal", "Required field is not set.");
        }
    }

    private static IEnumerable<JsonObject> All(JsonArray parameters) => parameters.OfType<JsonObject>().SelectMany(parameter =>
        All(new JsonArray([.. (parameter["conditionalParameterSpecs"] as JsonArray ?? []).Select(child => child!["parameterSpec"]!.DeepClone())])).Prepend(parameter));

    private static void CheckRange(string id, double least, double greatest, string? scale)
    {
        if (least > greatest)
            throw VertexError.Field("study_spec.parameters", FormattableString.Invariant($"The parameter '{id}' has a min_value, {least}, above its max_value, {greatest}."));
        if (scale is "UNIT_LOG_SCALE" or "UNIT_REVERSE_LOG_SCALE" && least <= 0)
            throw VertexError.Field("study_spec.parameters", FormattableString.Invariant($"The parameter '{id}' has a logarithmic scale; its min_value must be positive, but is {least}."));
    }
}
