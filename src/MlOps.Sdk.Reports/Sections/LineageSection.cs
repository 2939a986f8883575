using MlOps.Sdk.Data;
using MlOps.Sdk.Reports.Markup;
using MlOps.Sdk.Reports.Pages;
using MlOps.Sdk.Runs;

namespace MlOps.Sdk.Reports.Sections;

/// <summary>What each product was made of: inputs by their fingerprints, the code, and where its files are.</summary>
internal static class LineageSection
{
    private const int MostFiles = 3;

    public static Section? Of(RunFacts facts)
    {
        Table table = new(new Head("Stage"), new Head("Product"), new Head("Made of"), new Head("By"), new Head("Files"));
        Dictionary<string, string> makers = [];
        foreach (StageFacts stage in facts.Stages.Where(stage => stage.Fingerprint is not null))
        {
            makers.TryAdd(stage.Fingerprint!, stage.Name);
            table.Add(Name.Of(stage.Name), Print(stage.Fingerprint!), MadeOf(facts, stage, makers), By(stage.Lineage), Files(stage));
        }

        return table.IsEmpty ? null : new Section("lineage", "Lineage", $"""
            <p class="note">Products and inputs are named by the first {Digest.Digits} digits of the SHA-256 of their content.</p>
            {table.Render()}
            """);
    }

    private static Html Print(string fingerprint) => $"""<code class="digest" title="{Name.Cut(fingerprint, 200)}">{Digest.Shorten(fingerprint)}</code>""";

    private static Html MadeOf(RunFacts facts, StageFacts stage, Dictionary<string, string> makers)
    {
        List<Html> parts = [];
        if (stage.Lineage?.Key.Ingredients.FirstOrDefault(ingredient => ingredient.Name == KeyComposer.Source) is { } source)
            parts.Add($"""<li>source <code class="digest" title="{Name.Cut(source.Value, 400)}">{Name.Cut(Digest.Shorten(source.Value), 40)}</code></li>""");
        // Two stages may make the same product; the plan says which of them is meant.
        foreach (string input in stage.Lineage?.Inputs ?? [])
            parts.Add((facts.MakerOf(stage, input) ?? makers.GetValueOrDefault(input)) is { } maker ? (Html)$"<li>{Name.Of(maker, 40)} {Print(input)}</li>" : (Html)$"<li>{Print(input)}</li>");
        return parts.Count == 0 ? Html.Empty : (Html)$"""<ul class="plain">{parts}</ul>""";
    }

    private static Html By(StageLineage? lineage) =>
        lineage?.Key.Ingredients.FirstOrDefault(ingredient => ingredient.Name == KeyComposer.Implementation) is { } code ? (Html)$"""<span title="{Name.Cut(code.Value, 400)}">{Name.Of(Words(code.Value), 120)}</span>""" : Html.Empty;

    // A type's full name is for programs; the last part, and what identifies the code, is for people.
    private static string Words(string identity)
    {
        string[] parts = identity.Split(',', 2, StringSplitOptions.TrimEntries);
        string type = parts[0][(parts[0].LastIndexOf('.') + 1)..];
        return parts.Length == 1 ? type : $"{type}, {Digest.Shorten(parts[1])}";
    }

    private static Html Files(StageFacts stage)
    {
        IReadOnlyList<DataFile> files = stage.Found?.Files ?? [];
        if (files.Count == 0)
            return Html.Empty;
        string more = files.Count > MostFiles ? $"and {NumberText.Count(files.Count - MostFiles, "more file")}" : "";
        return $"""<ul class="plain">{files.Take(MostFiles).Select(File)}</ul>{more}""";
    }

    private static Html File(DataFile file) => $"""<li><code class="digest" title="{Name.Cut(file.Location, 400)}">{Name.Cut(Digest.Shorten(file.Location), 40)}</code></li>""";
}
