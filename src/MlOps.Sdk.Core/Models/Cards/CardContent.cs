using System.Globalization;
using System.Text.Json;
using MlOps.Sdk.Data;
using MlOps.Sdk.Plans;
using MlOps.Sdk.Registry;
using MlOps.Sdk.Training;

namespace MlOps.Sdk.Models.Cards;

/// <summary>What a model card says that the bundle and the people know.</summary>
internal static class CardContent
{
    private static readonly string[] LineBreaks = ["\r\n\r\n", "\n\n"];

    public static CardSection Model(ModelManifest manifest, RegisteredVersion? version) => new(
        "Model",
        new CardText($"Predicts {manifest.Label} ({manifest.Task.ToString().ToLowerInvariant()}"
            + $"{(manifest.Classes.Count == 0 ? "" : $"; classes: {string.Join(", ", manifest.Classes)}")})."),
        new CardFacts(
        [
            .. version is null ? [] : ((string, string, bool)[])[("State", StateOf(version), false)],
            ("Learner", JsonSerializer.Serialize(manifest.Learner, PlanJson.Compact), true),
            ("Trained by", $"stage {manifest.Lineage.Stage} of pipeline {manifest.Lineage.Pipeline}, MlOps.Sdk {manifest.Lineage.Sdk}", false),
        ]));

    public static CardSection IntendedUse(CardPlan? words) => new(
        "Intended use", new CardText(words?.IntendedUse ?? "Nobody has said what the model is for."));

    public static CardSection Data(ModelManifest manifest, RegisteredVersion? version) => new(
        "Data and fingerprints",
        new CardFacts(
        [
            ("Staged dataset", manifest.Lineage.Data, true),
            ("Fitted features", manifest.Lineage.Features, true),
            ("Training's key", manifest.Lineage.Key, true),
            .. version is null ? [] : ((string, string, bool)[])[("Bundle", version.Version.Bundle.Digest, true)],
        ]));

    public static CardSection Metrics(ModelManifest manifest, ValidatedModel? evidence) => new(
        "Metrics",
        [
            .. manifest.Evaluations.SelectMany(evaluation => (CardBlock[])
            [
                new CardText($"On the split {evaluation.Split} ({Count(evaluation.Rows)} rows):"),
                evaluation.Split == SplitName.Test && evidence?.Metrics is { Count: > 0 } intervals
                    ? new CardTable(["metric", "value", "95 % interval"], [.. intervals.Select(metric => (string[])[metric.Name, Number(metric.Value), Interval(metric)])])
                    : new CardTable(["metric", "value"], [.. evaluation.Metrics.Select(metric => (string[])[metric.Name, Number(metric.Value)])]),
            ]),
        ]);

    public static CardSection Instance(ModelManifest manifest) => new(
        "Instance",
        new CardTable(["column", "type", "may be null"],
            [.. manifest.Instance.Columns.Select(column => (string[])[column.Name, column.Type.ToString(), column.Nullable ? "yes" : "no"])]));

    public static CardSection Features(ModelManifest manifest) => new(
        "Features",
        new CardTable(["feature", "slots"], [.. manifest.Features.Select(feature => (string[])[feature.Name, Count(feature.Width)])]));

    public static CardSection Limits(CardPlan? words, ValidatedModel? evidence)
    {
        string[] unseen =
        [
            .. evidence?.Coverage.Where(coverage => coverage.Small > 0).Select(coverage =>
                $"{coverage.By}: {Count(coverage.Small)} of {Count(coverage.Slices)} slices have fewer than {Count(coverage.MinimumRows)} test rows "
                + $"({Count(coverage.SmallRows)} together), and were not looked at.") ?? [],
        ];
        return new CardSection("Limits", [new CardText(words?.Limits ?? "Nobody has said where the model must not be used."), .. unseen.Select(line => new CardText(line))]);
    }

    public static IEnumerable<string> Paragraphs(string text) =>
        text.Split(LineBreaks, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    public static string Number(double value) => double.IsNaN(value) ? "undefined" : value.ToString("0.####", CultureInfo.InvariantCulture);

    public static string Count(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    public static string Interval(MetricInterval metric) => double.IsNaN(metric.Low) ? "" : $"{Number(metric.Low)} to {Number(metric.High)}";

    private static string StateOf(RegisteredVersion version) =>
        version.Aliases.Count == 0 ? InWords(version.State) : $"{string.Join(", ", version.Aliases.Select(alias => alias.ToString().ToLowerInvariant()))}; {InWords(version.State)}";

    private static string InWords(VersionState state) => state switch
    {
        VersionState.Waiting => "waiting for approval",
        VersionState.Approved => "approved by a person",
        VersionState.Rejected => "rejected by a person",
        VersionState.Withdrawn => "withdrawn by a person",
        _ => "registered by a run",
    };
}
