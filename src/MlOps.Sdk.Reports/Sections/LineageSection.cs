using MlOps.Sdk.Data;
using MlOps.Sdk.Reports.Markup;
using MlOps.Sdk.Reports.Pages;
using MlOps.Sdk.Runs;

namespace MlOps.Sdk.Reports.Sections;

/// <summary>What each product was made of: inputs by their fingerprints, the code, and where its files are.</summary>
internal static class LineageSection
{
    private const int Digits = 12;
    private const int MostFiles = 3;

    public static Section? Of(RunFacts facts)
    {
        Table table = new(new Head("Stage"), new Head("Product"), new Head("Made of"), new Head("By"), new Head("Files"));
        Dictionary<string, string> makers = [];
        foreach (StageFacts stage in facts.Stages.Where(stage => stage.Fingerprint is not null))
        {
            makers.TryAdd(stage.Fingerprint!, stage.Name);
            table.Add(Name.Of(stage.Name), Print(stage.Fingerprint!), MadeOf(stage, makers), By(stage.Lineage), Files(stage));
        }

        return table.IsEmpty ? null : new Section("lineage", "Lineage", $"""
            <p class="note">Products and inputs are named by the first {Digits} digits of the SHA-256 of their content.</p>
            {table.Render()}
            """);
    }

    private static Html Print(string fingerprint) => $"""<code title="{Name.Cut(fingerprint, 200)}">{Short(fingerprint)}</code>""";

    private static string Short(string digest) => digest.Length <= Digits ? digest : digest[..Digits];

    private static Html MadeOf(StageFacts stage, Dictionary<string, string> makers)
    {
        List<Html> parts = [];
        if (stage.Lineage?.Key.Ingredients.FirstOrDefault(ingredient => ingredient.Name == KeyComposer.Source) is { } source)
            parts.Add($"<li>source {Name.Code(source.Value, 40)}</li>");
        foreach (string input in stage.Lineage?.Inputs ?? [])
            parts.Add(makers.TryGetValue(input, out string? maker) ? (Html)$"<li>{Name.Of(maker, 40)} {Print(input)}</li>" : (Html)$"<li>{Print(input)}</li>");
        return parts.Count == 0 ? Html.Empty : (Html)$"""<ul class="plain">{parts}</ul>""";
    }

    private static Html By(StageLineage? lineage) =>
        lineage?.Key.Ingredients.FirstOrDefault(ingredient => ingredient.Name == KeyComposer.Implementation) is { } code ? Name.Of(Words(code.Value), 120) : Html.Empty;

    // A type's full name is for programs; the last part, and what identifies the code, is for people.
    private static string Words(string identity)
    {
        string[] parts = identity.Split(',', 2, StringSplitOptions.TrimEntries);
        string type = parts[0][(parts[0].LastIndexOf('.') + 1)..];
        return parts.Length == 1 ? type : $"{type}, {Name.Cut(parts[1], 60)}";
    }

    private static Html Files(StageFacts stage)
    {
        IReadOnlyList<DataFile> files = stage.Found?.Files ?? [];
        if (files.Count == 0)
            return Html.Empty;
        string more = files.Count > MostFiles ? $"and {NumberText.Count(files.Count - MostFiles, "more file")}" : "";
        return $"""<ul class="plain">{files.Take(MostFiles).Select(File)}</ul>{more}""";
    }

    private static Html File(DataFile file) => $"<li>{Name.Code(file.Location, 40)}</li>";
}
