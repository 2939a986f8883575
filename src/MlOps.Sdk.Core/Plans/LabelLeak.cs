using MlOps.Sdk.Algebra;

namespace MlOps.Sdk.Plans;

/// <summary>Finds features from which a label could be told: they read what it is computed from, as staged or before the transforms.</summary>
internal static class LabelLeak
{
    public static IEnumerable<Problem> Problems(FeaturesPlan plan)
    {
        string[] ofLabel = [.. Reads(plan.Label)];
        HashSet<string> meant = [];
        foreach (FeaturePlan feature in plan.Features)
        {
            foreach (string column in Reads(feature.Value))
            {
                string? leak = ofLabel.Contains(column) ? $"reads '{column}', which the label is computed from" : Common(plan, column, ofLabel);
                if (leak is null)
                    continue;
                if (plan.Sharing.Contains(column))
                    meant.Add(column);
                else
                    yield return new($"{plan.Name}.{feature.Name}", $"the feature {leak}; the model would see the answer. Leave it out, or if it is known before the answer is, write .Features(…, sharing: f => f.{column}).");
            }
        }

        foreach (string column in plan.Sharing.Where(column => !meant.Contains(column)))
            yield return new($"{plan.Name}.sharing", $"no feature that reads '{column}' shares anything with the label. Take it out of sharing, so that it hides no mistake.");
    }

    // The first column of the instance that both a feature's column and one of the label's are computed from.
    private static string? Common(FeaturesPlan plan, string column, string[] ofLabel)
    {
        foreach (string origin in Origins(plan, column))
        {
            if (ofLabel.FirstOrDefault(read => Origins(plan, read).Contains(origin)) is { } other)
                return $"reads '{column}', which is computed from '{origin}', as is the label's '{other}'";
        }

        return null;
    }

    private static IEnumerable<string> Origins(FeaturesPlan plan, string column) =>
        plan.FromInstance?.FirstOrDefault(computed => computed.Name == column) is { } definition ? Reads(definition.Value) : [column];

    private static IEnumerable<string> Reads(ScalarNode value) => value.Columns().Select(column => column.Name).Distinct();
}
