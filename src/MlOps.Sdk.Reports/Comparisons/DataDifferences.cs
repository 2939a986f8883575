using MlOps.Sdk.Data;
using MlOps.Sdk.Reports.Charts;
using MlOps.Sdk.Reports.Markup;
using MlOps.Sdk.Reports.Pages;
using MlOps.Sdk.Reports.Sections;

namespace MlOps.Sdk.Reports.Comparisons;

/// <summary>How the columns of each profile have moved, those that moved most first.</summary>
internal static class DataDifferences
{
    private const int Most = 40;
    private const double Noticeable = 0.1;

    public static Section? Of(RunPair pair)
    {
        Html[] profiles = [.. pair.Products<DatasetProfile>().Select(found => Show(found.Stage, found.Before, found.After))];
        return profiles.Length == 0 ? null : new Section("data", "Data", $"""
            <p class="note">The drift is the distance of the distributions, 0 (the same) to 1; from {NumberText.Value(Noticeable)} it is worth a look.</p>
            {profiles}
            """);
    }

    private static Html Show(string stage, DatasetProfile before, DatasetProfile after)
    {
        ProfileComparison comparison = ProfileComparison.Compare(before, after);
        ColumnComparison[] columns = [.. comparison.Columns.Where(IsMoved).OrderByDescending(column => column.IsRetyped).ThenByDescending(column => column.Drift ?? 0)];
        Table table = new(
            new Head("Column"), new Head("Before"), new Head("After"), new Head("Missing before", IsNumber: true), new Head("after", IsNumber: true),
            new Head("Distinct before", IsNumber: true), new Head("after", IsNumber: true), new Head("Drift", IsNumber: true));
        foreach (ColumnComparison column in columns.Take(Most))
        {
            table.Add(
                (Html)$"""{Name.Of(column.Name)} <span class="soft">{Types(column)}</span>""", Spark(column.Before), Spark(column.After),
                Html.Text(NumberText.Percent(column.NullsBefore)), Html.Text(NumberText.Percent(column.NullsAfter)),
                Html.Text(NumberText.Count(column.Before.Distinct)), Html.Text(NumberText.Count(column.After.Distinct)), Drift(column));
        }

        IEnumerable<Html> changes =
        [
            .. comparison.Added.Take(Most).Select(name => (Html)$"<li>{Name.Code(name)} is new.</li>"),
            .. comparison.Removed.Take(Most).Select(name => (Html)$"<li>{Name.Code(name)} is gone.</li>"),
        ];
        int still = comparison.Columns.Count - columns.Length;
        string unmoved = still == 0 ? "" : $"{NumberText.Count(still, "column")} didn’t move.";
        string cut = columns.Length > Most ? $" The {Most} that moved most of {NumberText.Count(columns.Length)}." : "";
        return $"""
            <h3>{Name.Code(stage)} <span class="soft">{NumberText.Count(before.Rows, "row")} before, {NumberText.Count(after.Rows)} after</span></h3>
            <ul class="plain">{changes}</ul><p class="note">{unmoved}{cut}</p>
            {(table.IsEmpty ? null : table.Render())}
            """;
    }

    private static bool IsMoved(ColumnComparison column) =>
        column.IsRetyped || column.Drift is > 0.0005 || column.Before.Distinct != column.After.Distinct || column.Before.Nulls != column.After.Nulls;

    private static string Types(ColumnComparison column) =>
        column.IsRetyped ? $"{TypeText.Of(column.Before.Type)} before, {TypeText.Of(column.After.Type)} after" : TypeText.Of(column.After.Type);

    private static Html Spark(ColumnProfile column)
    {
        if (column.Histogram is { } histogram)
            return Bars.Of(histogram.Counts, null, $"Histogram from {Name.Cut(column.Min ?? "", 40)} to {Name.Cut(column.Max ?? "", 40)}");
        return column.Top.Count == 0 ? Html.Empty : Bars.Of([.. column.Top.Select(value => value.Rows)], null, $"The {column.Top.Count} most frequent values");
    }

    private static Html Drift(ColumnComparison column) => column.Drift switch
    {
        null => Html.Empty,
        >= Noticeable => $"""<strong class="warn">! {NumberText.Degree(column.Drift.Value)}</strong>""",
        _ => Html.Text(NumberText.Degree(column.Drift.Value)),
    };
}
