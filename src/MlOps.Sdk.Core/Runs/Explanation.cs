using System.Globalization;

namespace MlOps.Sdk.Runs;

/// <summary>Says in words what differs between two keys of the same stage.</summary>
internal static class Explanation
{
    private const int MostDifferences = 6;

    /// <param name="before">The earlier key.</param>
    /// <param name="now">The key of this run.</param>
    /// <param name="inputs">The names of the stages that are read now, in order.</param>
    public static IReadOnlyList<string> Compare(StageKey before, StageKey now, IReadOnlyList<string> inputs)
    {
        Dictionary<string, string> old = before.Ingredients.ToDictionary(ingredient => ingredient.Name, ingredient => ingredient.Value);
        List<string> reasons = [];
        foreach (Ingredient ingredient in now.Ingredients)
        {
            string? earlier = old.GetValueOrDefault(ingredient.Name);
            old.Remove(ingredient.Name);
            if (earlier != ingredient.Value)
                reasons.AddRange(Describe(NameOf(ingredient.Name, inputs), earlier, ingredient.Value));
        }

        reasons.AddRange(old.Keys.Select(name => $"{name} left out"));
        return reasons.Count <= MostDifferences
            ? reasons
            : [.. reasons.Take(MostDifferences), $"{reasons.Count - MostDifferences} more changes"];
    }

    private static IEnumerable<string> Describe(string name, string? before, string now) => name switch
    {
        KeyComposer.Source when now.StartsWith("unknown", StringComparison.Ordinal) => ["the source can't tell its version, so it is read in every run"],
        KeyComposer.Source => ["source changed"],
        _ when before is null => [$"{name} added"],
        KeyComposer.Plan or KeyComposer.Settings => JsonDifference.Of(name, before, now),
        KeyComposer.Implementation when Head(before) == Head(now) => [$"code of {Head(now)} changed"],
        KeyComposer.Implementation => [$"implementation: {Head(before)} -> {Head(now)}"],
        KeyComposer.Platform => [$"platform: {before} -> {now}"],
        _ => [$"{name} changed"],
    };

    // Keys count inputs, so that a stage may be renamed; people want the name.
    private static string NameOf(string ingredient, IReadOnlyList<string> inputs) =>
        ingredient.StartsWith(KeyComposer.Input, StringComparison.Ordinal)
            ? KeyComposer.Input + inputs[int.Parse(ingredient.AsSpan(KeyComposer.Input.Length), CultureInfo.InvariantCulture)]
            : ingredient;

    private static string Head(string identity) => identity.Split(',')[0];
}
