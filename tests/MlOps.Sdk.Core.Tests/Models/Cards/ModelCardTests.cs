using MlOps.Sdk.Data;
using MlOps.Sdk.Models;
using MlOps.Sdk.Plans;
using MlOps.Sdk.Registry;
using MlOps.Sdk.Training;

namespace MlOps.Sdk.Core.Tests.Models.Cards;

public sealed class ModelCardTests
{
    private const string Hostile = "<script>alert('x')</script> | `a` ``b`` *c* [d](http://e) & \"f\" \u0001\n# g";

    private static readonly Evaluation Test = new(SplitName.Test, TaskKind.Binary, 1_200, [new Metric(Hostile, 0.5), new Metric("None", double.NaN)]);

    [Fact]
    public void No_value_can_be_anything_but_text()
    {
        ModelCard card = ModelCard.Of(Manifest(), Version(), Evidence(), new CardPlan(Hostile, Hostile));
        Assert.DoesNotContain("<script", card.Html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain('\u0001', card.Html);
        Assert.Contains("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt; | `a`", card.Html, StringComparison.Ordinal);
        // Tags are only those that the card itself writes.
        Assert.Equal(card.Html.Count(letter => letter == '<'), System.Text.RegularExpressions.Regex.Count(card.Html,
            "</?(html|head|meta|style|title|body|h1|h2|p|dl|dt|dd|code|div|table|tr|th|td)\\b[^<>]*>|<!doctype html>"));

        string[] lines = card.Markdown.Split('\n');
        Assert.DoesNotContain(lines, line => line.StartsWith("# g", StringComparison.Ordinal));
        foreach (string line in lines.Where(line => !line.StartsWith('-')))
            Assert.DoesNotContain("<script", line.Replace("\\<", "", StringComparison.Ordinal), StringComparison.Ordinal);
        // A cell with '|' in it is one cell.
        Assert.Contains(lines, line => line.StartsWith("| \\<script\\>", StringComparison.Ordinal) && line.Replace("\\|", "", StringComparison.Ordinal).Count(letter => letter == '|') == 4);
    }

    [Fact]
    public void Both_forms_say_the_same_of_gates_slices_and_comparisons()
    {
        ModelCard card = ModelCard.Of(Manifest(), Version(), Evidence(), words: null);
        foreach (string text in (string[])[card.Markdown, card.Html])
        {
            foreach (string expected in (string[])
                [
                    "birds 3", "challenger; waiting for approval", "Against the champion, version 2", "not enough evidence", "-0.01 to 0.03", "undefined",
                    "Origin is null", "2 of 9 slices have fewer than 100 test rows (31 together)", "Nobody has said what the model is for.",
                ])
                Assert.Contains(expected, text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void The_same_model_has_the_same_card_on_every_system() =>
        Assert.DoesNotContain('\r', ModelCard.Of(Manifest()).Markdown + ModelCard.Of(Manifest()).Html);

    private static ModelManifest Manifest() => new()
    {
        Task = TaskKind.Binary,
        Learner = Learner.Linear(),
        Label = Hostile,
        Classes = [Hostile, "b"],
        Instance = new Schema([new Column(Hostile, DataType.String, Nullable: true)]),
        Features = [],
        Evaluations = [Test],
        Lineage = new ModelLineage(Hostile, Hostile, Hostile, "data", "features", "1.0"),
    };

    private static RegisteredVersion Version() => new(new ModelVersion("birds", 3, new DataFile("artifact:x", 1, "x"), Test), VersionState.Waiting, [ModelAlias.Challenger]);

    private static ValidatedModel Evidence() => new(
        new TrainedModel(Learner.Linear(), new DataFile("artifact:x", 1, "x"), [Test]),
        [new GateResult("Accuracy >= 0.5", 0.7, true) { Slice = new Slice("Origin", Hostile) }])
    {
        Decision = new PromotionDecision(PromotionOutcome.NotEnoughEvidence, Hostile) { Model = "birds", Champion = new ChampionReference(2, "y") },
        Comparisons = [new Comparison("AreaUnderRocCurve", null, 1_200, 0.7, 0.71, ComparisonVerdict.NotEnoughEvidence) { Low = -0.01, High = 0.03 }],
        Metrics = [new MetricInterval(Hostile, 0.5, 0.4, 0.6), new MetricInterval("None", double.NaN, double.NaN, double.NaN)],
        Slices = [new SliceMetrics(new Slice("Origin", null), 300, [new MetricInterval("Accuracy", 0.5, 0.4, 0.6)])],
        Coverage = [new SliceCoverage("Origin", 9, 2, 31, 100)],
        Calibration = new CalibrationMeasures(0.01, 0.1, 0.5, 0.5),
    };
}
