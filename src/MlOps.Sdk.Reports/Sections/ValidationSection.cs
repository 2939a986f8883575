using MlOps.Sdk.Reports.Charts;
using MlOps.Sdk.Reports.Markup;
using MlOps.Sdk.Reports.Pages;
using MlOps.Sdk.Training;

namespace MlOps.Sdk.Reports.Sections;

/// <summary>The gates with their evidence, and the model against the champion.</summary>
internal static class ValidationSection
{
    private const int Most = 60;

    public static Section? Of(RunFacts facts)
    {
        ValidatedModel[] validations = [.. facts.Products<ValidatedModel>().Select(found => found.Product)];
        return validations.Length == 0 ? null : new Section("validation", "Validation", $"{validations.Select(Show)}");
    }

    private static Html Show(ValidatedModel validated) => $"""
        {Decision(validated)}{Gates(validated)}{Comparisons(validated)}{Serving(validated.Serving)}
        """;

    private static Html Decision(ValidatedModel validated)
    {
        PromotionDecision decision = validated.Decision;
        if (decision.Model is null && validated.Comparisons.Count == 0)
            return Html.Empty;
        (string style, string words) = decision.Outcome switch
        {
            PromotionOutcome.Promote => ("good", "✓ It takes the champion’s place"),
            PromotionOutcome.FirstModel => ("good", "✓ It becomes the first champion"),
            PromotionOutcome.IsChampion => ("kept", "= It is the champion"),
            PromotionOutcome.Keep => ("bad", "✗ The champion stays"),
            PromotionOutcome.NotEnoughEvidence => ("none", "? Not enough evidence: the champion stays"),
            _ => ("none", "? Not comparable: the champion stays"),
        };
        string against = decision.Champion is { } champion ? $"Compared with version {champion.Version}: " : "";
        return $"""
            <p class="verdict"><strong class="{style}">{words}.</strong> {against}{Name.Cut(decision.Reason, 1000)}.</p>

            """;
    }

    private static Html Gates(ValidatedModel validated)
    {
        Table table = new(new Head("Gate"), new Head("Outcome"), new Head("Found", IsNumber: true), new Head("Rows"));
        foreach (GateResult gate in validated.Gates.Take(Most * 5))
        {
            Html outcome = gate.Passed ? (Html)$"""<span class="state good">✓ met</span>""" : (Html)$"""<span class="state bad">✗ not met</span>""";
            table.Add(Name.Of(gate.Gate, 160), outcome, Html.Text(NumberText.Metric(gate.Value)), Name.Of(gate.Slice?.ToString() ?? (gate.IsServing ? "" : "all test rows"), 120));
        }

        return table.IsEmpty ? (Html)$"""<p class="soft">No gates.</p>""" : table.Render();
    }

    private static Html Comparisons(ValidatedModel validated)
    {
        if (validated.Comparisons.Count == 0)
            return Html.Empty;
        Comparison first = validated.Comparisons[0];
        Comparison[] shown = [.. validated.Comparisons.Take(Most)];
        IntervalRow[] rows = [.. shown.Select(comparison => new IntervalRow(RowsOf(comparison), comparison.Difference, comparison.Low, comparison.High, StyleOf(comparison)))];
        Table table = new(
            new Head("Rows"), new Head("How many", IsNumber: true), new Head("Champion", IsNumber: true), new Head("This model", IsNumber: true),
            new Head("Difference", IsNumber: true), new Head("Interval", IsNumber: true), new Head("p", IsNumber: true), new Head("Verdict"));
        foreach (Comparison comparison in shown)
        {
            table.Add(
                Name.Of(RowsOf(comparison), 120), Html.Text(NumberText.Count(comparison.Rows)), Html.Text(NumberText.Metric(comparison.Champion)),
                Html.Text(NumberText.Metric(comparison.Challenger)), Html.Text(NumberText.Difference(comparison.Difference)),
                Html.Text(double.IsFinite(comparison.Low) ? $"{NumberText.Metric(comparison.Low)} to {NumberText.Metric(comparison.High)}" : ""),
                Html.Text(double.IsFinite(comparison.PValue) ? NumberText.Probability(comparison.PValue) : ""), Html.Text(Verdict(comparison)));
        }

        string direction = first.LessIsBetter ? "less is better" : "more is better";
        string margin = first.Margin == 0 ? "" : $" It must be better by {NumberText.Value(first.Margin)}.";
        string detectable = double.IsFinite(first.Detectable) ? $" A difference of {NumberText.Value(first.Detectable)} would be found with a probability of 80 %." : "";
        string level = double.IsFinite(first.Alpha) ? $" at {NumberText.Percent(1 - first.Alpha)}" : "";
        string cut = validated.Comparisons.Count > Most ? $" The first {Most} of {NumberText.Count(validated.Comparisons.Count)}." : "";
        return $"""
            <h3>Against the champion</h3>
            {Figure.Of(
                MetricText.Of(first.Metric),
                $"this model less the champion on the same rows, with the interval{level}; {direction}. {Sentence.Of(first.Test)}.{margin}{detectable}{cut}",
                IntervalChart.Of($"Difference in {MetricText.Of(first.Metric)}", rows, first.Margin, NumberText.Difference))}{table.Render()}
            """;
    }

    private static string RowsOf(Comparison comparison) => comparison.Slice?.ToString() ?? "all test rows";

    private static string StyleOf(Comparison comparison) => comparison.Verdict switch
    {
        ComparisonVerdict.Better => "better",
        ComparisonVerdict.Worse => "best",
        _ => "faint",
    };

    private static string Verdict(Comparison comparison) => comparison.Verdict switch
    {
        ComparisonVerdict.Better => "✓ better",
        ComparisonVerdict.Worse => "✗ worse",
        _ => "? not enough evidence",
    };

    private static Html? Serving(ServingMeasurement? serving) => serving is null ? null : (Html)$"""
        <h3>Serving</h3>
        <dl class="facts">
        <div><dt>half of {NumberText.Count(serving.Predictions)} predictions within</dt><dd>{NumberText.Value(serving.Median)} ms</dd></div>
        <div><dt>99 % within</dt><dd>{NumberText.Value(serving.P99)} ms</dd></div>
        <div><dt>to load and to replay the golden rows</dt><dd>{NumberText.Value(serving.Load)} ms</dd></div>
        <div><dt>memory for a prediction</dt><dd>{NumberText.Value(serving.AllocatedBytes)} bytes</dd></div>
        <div><dt>size of the bundle</dt><dd>{NumberText.Value(serving.BundleBytes / 1e6)} MB</dd></div>
        </dl>

        """;
}
