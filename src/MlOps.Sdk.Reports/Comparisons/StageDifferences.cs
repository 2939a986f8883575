using MlOps.Sdk.Reports.Markup;
using MlOps.Sdk.Reports.Pages;
using MlOps.Sdk.Reports.Sections;
using MlOps.Sdk.Runs;

namespace MlOps.Sdk.Reports.Comparisons;

/// <summary>For each stage, whether it made the same, and which ingredients of its key differ: parameters, inputs, code, sources.</summary>
internal static class StageDifferences
{
    private const int Most = 12;

    public static Section? Of(RunPair pair)
    {
        Table table = new(new Head("Stage"), new Head("Product"), new Head("What differs"), new Head("Before"), new Head("After"));
        List<string> same = [];
        foreach ((string name, StageFacts? before, StageFacts? after) in pair.Stages)
        {
            string[] differences = [.. Between(pair.After, before, after)];
            bool equal = before?.Fingerprint is not null && before.Fingerprint == after?.Fingerprint;
            if (equal && differences.Length == 0)
                same.Add(name);
            else
                table.Add(Name.Of(name), Product(before, after, equal), List(differences), OutcomeSign.Of(before?.Run?.Outcome), OutcomeSign.Of(after?.Run?.Outcome));
        }

        string unchanged = same.Count == 0 ? "" : $"Same work, same product: {string.Join(", ", same.Take(60).Select(name => Name.Cut(name, 40)))}.";
        return new Section("changes", "What differed", $"""
            {(table.IsEmpty ? null : table.Render())}<p>{unchanged}</p>

            """);
    }

    private static IEnumerable<string> Between(RunFacts facts, StageFacts? before, StageFacts? after) => (before, after) switch
    {
        (null, _) => ["only in the later run"],
        (_, null) => ["only in the earlier run"],
        ({ Lineage: { } one }, { Lineage: { } other }) => one.Key.Digest == other.Key.Digest ? [] : Explanation.Compare(one.Key, other.Key, InputsOf(facts, after, other)),
        _ => [],
    };

    // Keys count their inputs; people want the names of the stages that made them.
    private static string[] InputsOf(RunFacts facts, StageFacts stage, StageLineage lineage) =>
    [
        .. lineage.Key.Ingredients.Where(ingredient => ingredient.Name.StartsWith(KeyComposer.Input, StringComparison.Ordinal))
            .Select(ingredient => facts.MakerOf(stage, ingredient.Value) ?? ingredient.Name[KeyComposer.Input.Length..]),
    ];

    private static Html Product(StageFacts? before, StageFacts? after, bool equal) =>
        before?.Fingerprint is null || after?.Fingerprint is null ? Html.Empty
        : equal ? (Html)$"""<span class="state kept">= the same</span>""" : (Html)$"""<span class="state warn">≠ another</span>""";

    private static Html List(string[] differences)
    {
        IEnumerable<string> shown = differences.Take(Most);
        if (differences.Length > Most)
            shown = shown.Append($"{differences.Length - Most} more");
        return differences.Length == 0 ? Html.Empty : (Html)$"""<ul class="plain">{shown.Select(difference => (Html)$"<li>{Name.Of(difference, 240)}</li>")}</ul>""";
    }
}
