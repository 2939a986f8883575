using System.Globalization;
using System.Text;
using System.Text.Json;
using MlOps.Sdk.Data;
using MlOps.Sdk.Plans;
using MlOps.Sdk.Training;

namespace MlOps.Sdk.Models;

internal static class ModelCard
{
    internal static string Render(ModelManifest manifest)
    {
        StringBuilder card = new();
        Line(card, $"# {manifest.Lineage.Pipeline}: {manifest.Learner.Name}");
        Line(card, "");
        Line(card, $"Predicts `{manifest.Label}` ({manifest.Task.ToString().ToLowerInvariant()}{Classes(manifest)}).");
        Line(card, "");
        Line(card, $"- Learner: `{JsonSerializer.Serialize(manifest.Learner, PlanJson.Compact)}`");
        Line(card, $"- Trained by: stage `{manifest.Lineage.Stage}` of pipeline `{manifest.Lineage.Pipeline}`, MlOps.Sdk {manifest.Lineage.Sdk}");
        Line(card, $"- Data: `{manifest.Lineage.Data}`");
        Line(card, "");
        Line(card, "## Metrics");
        foreach (Evaluation evaluation in manifest.Evaluations)
        {
            Line(card, "");
            Line(card, $"On the split `{evaluation.Split}` ({evaluation.Rows.ToString("N0", CultureInfo.InvariantCulture)} rows):");
            Line(card, "");
            Line(card, "| metric | value |");
            Line(card, "|---|---|");
            foreach (Metric metric in evaluation.Metrics)
                Line(card, $"| {metric.Name} | {metric.Value.ToString("0.####", CultureInfo.InvariantCulture)} |");
        }

        Line(card, "");
        Line(card, "## Instance");
        Line(card, "");
        foreach (Column column in manifest.Instance.Columns)
            Line(card, $"- `{column.Name}` {column.Type}{(column.Nullable ? ", may be null" : "")}");
        Line(card, "");
        Line(card, "## Features");
        Line(card, "");
        foreach (FittedFeature feature in manifest.Features)
            Line(card, $"- `{feature.Name}`{(feature.Width == 1 ? "" : $", one-hot over {feature.Width} slots")}");
        return card.ToString();
    }

    private static string Classes(ModelManifest manifest) =>
        manifest.Classes.Count == 0 ? "" : $"; classes: {string.Join(", ", manifest.Classes)}";

    // Not AppendLine: the bytes must not depend on the operating system.
    private static void Line(StringBuilder card, string text) => card.Append(text).Append('\n');
}
