using MlOps.Sdk.Reports.Charts;
using MlOps.Sdk.Reports.Markup;
using MlOps.Sdk.Reports.Pages;
using MlOps.Sdk.Training;
using MlOps.Sdk.Training.Statistics;

namespace MlOps.Sdk.Reports.Sections;

/// <summary>The learners that were compared, best first, and what looks like a leak.</summary>
internal static class SpotCheckSection
{
    private const int MostWarnings = 50;

    public static Section? Of(RunFacts facts)
    {
        SpotCheck[] checks = [.. facts.Products<SpotCheck>().Select(found => found.Product)];
        return checks.Length == 0 ? null : new Section("spot-check", "Learners compared", $"{checks.Select(Show)}");
    }

    private static Html Show(SpotCheck check)
    {
        IntervalRow[] rows =
        [
            .. check.Ranking.Where(ranked => ranked.Failure is null).Select((ranked, index) =>
                new IntervalRow(ranked.Learner.Name, ranked.Mean, ranked.Low, ranked.High, index == 0 ? "best" : "") { Parts = ranked.Scores }),
        ];
        Html chart = rows.Length == 0 ? Html.Empty : Figure.Of(
            MetricText.Of(check.Metric),
            $"by {check.Folds}-fold cross-validation on {NumberText.Count(check.Rows)} training rows: the mean with its 95 % interval, and each fold as a tick. {Direction(check.Metric)}",
            IntervalChart.Of($"Learners by {MetricText.Of(check.Metric)}", rows, double.NaN, NumberText.Metric));
        return $"""
            <p>{Name.Code(check.Learner.Name)} goes on.{Level(check)}</p>
            {Warnings(check)}{chart}{Ranking(check)}
            """;
    }

    private static string Level(SpotCheck check) => check.Indistinguishable.Count == 0
        ? ""
        : $" On these rows {string.Join(", ", check.Indistinguishable.Select(learner => learner.Name))} can’t be told from it.";

    private static string Direction(string metric) => RowMetrics.LessIsBetter(metric) ? "Less is better." : "More is better.";

    private static Html Warnings(SpotCheck check)
    {
        Html cut = check.Warnings.Count > MostWarnings ? $"""<p class="note">{NumberText.Count(check.Warnings.Count - MostWarnings, "more warning")} of this kind.</p>""" : Html.Empty;
        return $"{check.Warnings.Take(MostWarnings).Select(Warning)}{cut}";
    }

    private static Html Warning(LeakWarning warning) => $"""
        <div class="warning"><p><strong>{Name.Code(warning.Feature)} may be a leak.</strong> {Name.Cut(Sentence.Of(warning.Reason), 600)}</p></div>

        """;

    private static Html Ranking(SpotCheck check)
    {
        Table table = new(new Head("Learner"), new Head(MetricText.Of(check.Metric), IsNumber: true), new Head("95 % interval", IsNumber: true), new Head("Settings"));
        foreach (RankedLearner ranked in check.Ranking)
        {
            bool failed = ranked.Failure is not null;
            table.Add(
                Name.Of(ranked.Learner.Name),
                Html.Text(failed ? "failed" : NumberText.Metric(ranked.Mean)),
                Html.Text(failed ? "" : $"{NumberText.Metric(ranked.Low)} to {NumberText.Metric(ranked.High)}"),
                Name.Of(ranked.Failure ?? LearnerText.SettingsOf(ranked.Learner), 400));
        }

        return table.Render();
    }
}
