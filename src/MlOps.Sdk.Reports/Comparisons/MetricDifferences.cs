using MlOps.Sdk.Data;
using MlOps.Sdk.Reports.Markup;
using MlOps.Sdk.Reports.Pages;
using MlOps.Sdk.Reports.Sections;
using MlOps.Sdk.Training;
using MlOps.Sdk.Training.Statistics;

namespace MlOps.Sdk.Reports.Comparisons;

/// <summary>The metrics of both runs side by side.</summary>
internal static class MetricDifferences
{
    public static Section? Of(RunPair pair)
    {
        (string Stage, TrainedModel Before, TrainedModel After)[] models = [.. pair.Products<TrainedModel>()];
        if (models.Length == 0)
            return null;
        string rows = SameRows(pair)
            ? "Both were evaluated on the same staged rows."
            : "They were evaluated on different rows, so that a difference may be that of the rows.";
        return new Section("metrics", "Metrics", $"""
            <p class="note">{rows} A difference says nothing of chance: for that the validation compares the model with the champion.</p>
            {models.Select(model => Show(model.Stage, model.Before, model.After))}
            """);
    }

    private static bool SameRows(RunPair pair)
    {
        string[] before = Staged(pair.Before);
        return before.Length > 0 && before.SequenceEqual(Staged(pair.After));
    }

    private static string[] Staged(RunFacts facts) => [.. facts.Stages.Where(stage => stage.Found is StagedDataset).Select(stage => stage.Fingerprint ?? "")];

    private static Html Show(string stage, TrainedModel before, TrainedModel after)
    {
        Table table = new(new Head("Metric"), new Head("Before", IsNumber: true), new Head("After", IsNumber: true), new Head("Difference", IsNumber: true), new Head(""));
        foreach (Evaluation evaluation in after.Evaluations)
        {
            Evaluation? earlier = before.Evaluations.FirstOrDefault(candidate => candidate.Split == evaluation.Split);
            foreach (Metric metric in evaluation.Metrics.OrderBy(metric => metric.Name != evaluation.Primary))
            {
                double old = earlier?.Metrics.FirstOrDefault(candidate => candidate.Name == metric.Name)?.Value ?? double.NaN;
                double difference = metric.Value - old;
                table.Add(
                    (Html)$"""{Name.Of(MetricText.Of(metric.Name))} <span class="soft">{Name.Of(evaluation.Split)}</span>""",
                    Html.Text(NumberText.Metric(old)), Html.Text(NumberText.Metric(metric.Value)),
                    Html.Text(double.IsNaN(difference) ? "" : NumberText.Difference(difference)), Direction(metric.Name, difference));
            }
        }

        string learners = before.Learner == after.Learner ? $"{after.Learner}" : $"{before.Learner} before, {after.Learner} after";
        return $"""
            <h3>{Name.Code(stage)} <span class="soft">{Name.Of(learners, 400)}</span></h3>
            {table.Render()}
            """;
    }

    private static Html Direction(string metric, double difference)
    {
        if (double.IsNaN(difference) || difference == 0)
            return Html.Empty;
        bool better = (difference < 0) == RowMetrics.LessIsBetter(metric);
        return better ? (Html)$"""<span class="state good">▲ better</span>""" : (Html)$"""<span class="state bad">▼ worse</span>""";
    }
}
