using MlOps.Sdk.Reports.Charts;
using MlOps.Sdk.Reports.Markup;
using MlOps.Sdk.Reports.Pages;
using MlOps.Sdk.Training;

namespace MlOps.Sdk.Reports.Sections;

/// <summary>How the model does on parts of the test rows.</summary>
internal static class SliceSection
{
    private const int Most = 40;

    public static Section? Of(RunFacts facts)
    {
        if (facts.Last<ValidatedModel>() is not { Slices.Count: > 0 } validated)
            return null;
        string primary = Primary(validated);
        // The largest of each, at one scale, so that an eye can compare all of them.
        SliceMetrics[][] groups = [.. validated.Slices.GroupBy(slice => slice.Slice.By).Select(group => group.ToArray())];
        IntervalRow[] scale = [.. groups.SelectMany(group => group.Take(Most)).Select(slice => Row(slice, primary))];
        return new Section("slices", "Slices", Figure.Grid(groups.Select(group => Show(validated, primary, group, scale))));
    }

    private static Html Show(ValidatedModel validated, string primary, SliceMetrics[] slices, IntervalRow[] scale)
    {
        string by = slices[0].Slice.By;
        MetricInterval? whole = validated.Metrics.FirstOrDefault(metric => metric.Name == primary);
        SliceMetrics[] shown = [.. slices.Take(Most)];
        IntervalRow[] rows = [.. shown.Select(slice => Row(slice, primary))];
        string[] names = [.. slices.SelectMany(slice => slice.Metrics).Select(metric => metric.Name).Distinct()];
        Table table = new([new Head(Name.Cut(by, 60)), new Head("Rows", IsNumber: true), .. names.Select(name => new Head(MetricText.Of(name), IsNumber: true))]);
        foreach (SliceMetrics slice in shown)
            table.Add([Value(slice), Html.Text(NumberText.Count(slice.Rows)), .. names.Select(name => Html.Text(Text(slice, name)))]);
        string guide = whole is null ? "" : $"; dashed: all test rows, {NumberText.Metric(whole.Value)}";
        string cut = slices.Length > Most ? $"; the {Most} largest of {NumberText.Count(slices.Length)}" : "";
        return Figure.Of(
            Name.Cut(by, 80), $"{MetricText.Of(primary)} with its 95 % interval, slices with many rows first{guide}{cut}. {Coverage(validated, by)}",
            IntervalChart.Of($"{MetricText.Of(primary)} by {Name.Cut(by, 80)}", rows, whole?.Value ?? double.NaN, NumberText.Metric, scale), table.Render());
    }

    private static string Primary(ValidatedModel validated)
    {
        string? primary = validated.Model.Evaluations.FirstOrDefault()?.Primary;
        string[] there = [.. validated.Slices.SelectMany(slice => slice.Metrics).Select(metric => metric.Name)];
        return primary is not null && there.Contains(primary) ? primary : there.FirstOrDefault() ?? "";
    }

    private static IntervalRow Row(SliceMetrics slice, string metric)
    {
        string label = $"{slice.Slice.Value ?? "(absent)"}";
        return slice.Metrics.FirstOrDefault(candidate => candidate.Name == metric) is { } found
            ? new IntervalRow(label, found.Value, found.Low, found.High)
            : new IntervalRow(label, double.NaN, double.NaN, double.NaN);
    }

    private static Html Value(SliceMetrics slice) => slice.Slice.Value is { } value ? Name.Of(value) : (Html)$"""<span class="soft">absent</span>""";

    private static string Text(SliceMetrics slice, string name) => slice.Metrics.FirstOrDefault(metric => metric.Name == name) is { } metric ? NumberText.Metric(metric.Value) : "";

    private static string Coverage(ValidatedModel validated, string by) => validated.Coverage.FirstOrDefault(coverage => coverage.By == by) is { Small: > 0 } coverage
        ? $"{NumberText.Count(coverage.Small, "slice")} of fewer than {NumberText.Count(coverage.MinimumRows)} rows ({NumberText.Count(coverage.SmallRows, "row")} together) were not looked at."
        : "";
}
