using MlOps.Sdk.Data;
using MlOps.Sdk.Reports.Markup;
using MlOps.Sdk.Reports.Pages;

namespace MlOps.Sdk.Reports.Sections;

/// <summary>Each column of each dataset that was looked at, beside what the run before had there.</summary>
internal static class ProfileSection
{
    private const int MostColumns = 500;

    public static Section? Of(RunFacts facts)
    {
        (StageFacts Stage, DatasetProfile Profile)[] profiles = [.. facts.Products<DatasetProfile>()];
        return profiles.Length == 0 ? null : new Section("data", "Data", $"{profiles.Select(found => Show(facts, found.Stage, found.Profile))}");
    }

    private static Html Show(RunFacts facts, StageFacts stage, DatasetProfile profile)
    {
        string of = stage.Plan is { Inputs.Count: > 0 } plan ? plan.Inputs[0] : stage.Name;
        StageFacts? before = facts.Previous?.Stages.FirstOrDefault(earlier => earlier.Name == stage.Name);
        ProfileComparison? comparison = before?.Found is DatasetProfile earlierProfile ? ProfileComparison.Compare(earlierProfile, profile) : null;
        SplitProfile? train = profile.Splits.FirstOrDefault(split => split.Split == SplitName.Train);
        SplitProfile? test = profile.Splits.FirstOrDefault(split => split.Split == SplitName.Test) ?? profile.Splits.FirstOrDefault(split => split != train);
        ProfileColumns columns = new(profile, train, test, comparison);
        Html? label = profile.Label is null ? null : (Html)$"<p>The label is {Name.Code(profile.Label.Name, 200)}: {columns.WordsOf(profile.Label)}.</p>";
        string splits = profile.Splits.Count == 0 ? "" : $": {string.Join(", ", profile.Splits.Select(split => $"{split.Split} {NumberText.Count(split.Rows)}"))}";
        string overlay = train is not null && test is not null ? $" Bars: {train.Split}; orange line: {test.Split}." : "";
        string cut = profile.Columns.Count > MostColumns ? $" The first {MostColumns} of {NumberText.Count(profile.Columns.Count)} columns." : "";
        return $"""
            <h3>{Name.Code(of)} <span class="soft">{NumberText.Count(profile.Rows, "row")}{splits}, {NumberText.Count(profile.Columns.Count, "column")}</span></h3>
            {label}{Changes(facts, comparison)}<p class="note">{overlay}{cut}</p>
            {columns.Table(MostColumns)}
            """;
    }

    private static Html? Changes(RunFacts facts, ProfileComparison? comparison)
    {
        if (comparison is null)
            return null;
        List<Html> changes =
        [
            .. comparison.Added.Take(20).Select(name => (Html)$"<li>{Name.Code(name)} is new.</li>"),
            .. comparison.Removed.Take(20).Select(name => (Html)$"<li>{Name.Code(name)} is gone.</li>"),
            .. comparison.Columns.Where(column => column.IsRetyped).Take(20)
                .Select(column => (Html)$"<li>{Name.Code(column.Name)} was {TypeText.Of(column.Before.Type)} and is {TypeText.Of(column.After.Type)}.</li>"),
        ];
        Html run = $"<code>{facts.Previous!.Run.Id}</code>";
        return changes.Count == 0
            ? (Html)$"""<p class="note">The columns are those of the run before, {run}; the drift is the distance from it, 0 (the same) to 1; from 0.1 it is worth a look.</p>"""
            : (Html)$"""<div class="warning"><p><strong>Since the run before</strong>, {run}:</p><ul>{changes}</ul></div>""";
    }
}
