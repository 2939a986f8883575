using MlOps.Sdk.Training;

namespace MlOps.Sdk.Models.Cards;

/// <summary>What a model card says that the validation found out.</summary>
internal static class CardEvidence
{
    public static IEnumerable<CardSection> Sections(ValidatedModel evidence)
    {
        yield return Decision(evidence);
        if (evidence.Comparisons.Count > 0)
            yield return Comparisons(evidence);
        if (evidence.Slices.Count > 0)
            yield return Slices(evidence);
        if (evidence.Calibration is { } measures)
            yield return Calibration(measures, evidence.Curves.Calibration ?? []);
        if (evidence.Serving is { } serving)
            yield return Serving(serving);
    }

    private static CardSection Decision(ValidatedModel evidence)
    {
        CardText decision = new($"Decision: {InWords(evidence.Decision.Outcome)}. {evidence.Decision.Reason}");
        return evidence.Gates.Count == 0
            ? new CardSection("Gates", decision, new CardText("No bounds were asked for."))
            : new CardSection("Gates", decision, new CardTable(
                ["gate", "rows", "found", "met"],
                [.. evidence.Gates.Select(gate => (string[])[gate.Gate, gate.Slice?.ToString() ?? "all", CardContent.Number(gate.Value), gate.Passed ? "yes" : "no"])]));
    }

    private static CardSection Comparisons(ValidatedModel evidence) => new(
        evidence.Decision.Champion is { } champion ? $"Against the champion, version {champion.Version}" : "Against the champion",
        new CardTable(
            ["metric", "rows", "champion", "this model", "interval of the difference", "verdict"],
            [.. evidence.Comparisons.Select(Row)]));

    private static string[] Row(Comparison comparison) =>
    [
        comparison.Metric,
        $"{comparison.Slice?.ToString() ?? "all"} ({CardContent.Count(comparison.Rows)})",
        CardContent.Number(comparison.Champion),
        CardContent.Number(comparison.Challenger),
        double.IsNaN(comparison.Low) ? comparison.Test : $"{CardContent.Number(comparison.Low)} to {CardContent.Number(comparison.High)}",
        comparison.Verdict switch
        {
            ComparisonVerdict.Better => "better",
            ComparisonVerdict.Worse => "worse",
            _ => "not enough evidence",
        },
    ];

    private static CardSection Slices(ValidatedModel evidence) => new(
        "Slices",
        new CardTable(
            ["slice", "rows", "metric", "value", "95 % interval"],
            [
                .. evidence.Slices.SelectMany(slice => slice.Metrics.Select(metric => (string[])
                    [$"{slice.Slice}", CardContent.Count(slice.Rows), metric.Name, CardContent.Number(metric.Value), CardContent.Interval(metric)])),
            ]));

    private static CardSection Calibration(CalibrationMeasures measures, IEnumerable<CalibrationBin> bins) => new(
        "Calibration",
        new CardText($"Expected calibration error {CardContent.Number(measures.ExpectedError)}, Brier score {CardContent.Number(measures.Brier)}."),
        new CardTable(
            ["probability", "rows", "predicted", "observed"],
            [
                .. bins.Select(bin => (string[])
                [
                    $"{CardContent.Number(bin.From)} to {CardContent.Number(bin.To)}", CardContent.Count(bin.Rows), CardContent.Number(bin.Predicted),
                    CardContent.Number(bin.Observed),
                ]),
            ]));

    private static CardSection Serving(ServingMeasurement serving) => new(
        "Serving",
        new CardText($"On the machine that validated it: a prediction took {CardContent.Number(serving.Median)} ms (median) and {CardContent.Number(serving.P99)} ms (99 %) "
            + $"of {CardContent.Count(serving.Predictions)}; the bundle has {CardContent.Count(serving.BundleBytes)} bytes and was loaded in {CardContent.Number(serving.Load)} ms."));

    private static string InWords(PromotionOutcome outcome) => outcome switch
    {
        PromotionOutcome.Promote => "promote",
        PromotionOutcome.Keep => "keep the champion",
        PromotionOutcome.NotEnoughEvidence => "not enough evidence, keep the champion",
        PromotionOutcome.NotComparable => "not comparable, keep the champion",
        PromotionOutcome.FirstModel => "the first model",
        _ => "it is the champion",
    };
}
