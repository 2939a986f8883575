using MlOps.Sdk.Reports.Markup;
using MlOps.Sdk.Reports.Pages;
using MlOps.Sdk.Training;

namespace MlOps.Sdk.Reports.Sections;

/// <summary>The metrics of each trained model on each split.</summary>
internal static class MetricSection
{
    public static Section? Of(RunFacts facts)
    {
        (StageFacts Stage, TrainedModel Model)[] trained = [.. facts.Products<TrainedModel>().Where(found => found.Product.Evaluations.Count > 0)];
        if (trained.Length == 0)
            return null;
        ValidatedModel? validated = facts.Last<ValidatedModel>();
        return new Section("models", trained.Length == 1 ? "Model" : "Models", $"{trained.Select(found => Show(found.Stage, found.Model, Own(validated, found.Model)))}");
    }

    private static ValidatedModel? Own(ValidatedModel? validated, TrainedModel model) => validated is not null && validated.Model == model ? validated : null;

    private static Html Show(StageFacts stage, TrainedModel model, ValidatedModel? validated)
    {
        Table table = new(
        [
            new Head("Metric"), .. model.Evaluations.Select(evaluation => new Head($"{evaluation.Split} ({NumberText.Count(evaluation.Rows, "row")})", IsNumber: true)),
            .. validated is { Metrics.Count: > 0 } ? (Head[])[new Head("95 % interval, test", IsNumber: true)] : [],
        ]);
        string primary = model.Evaluations[0].Primary;
        IEnumerable<string> names = model.Evaluations.SelectMany(evaluation => evaluation.Metrics).Select(metric => metric.Name).Distinct().OrderBy(name => name != primary);
        foreach (string name in names)
        {
            List<Html> cells = [Name.Of(MetricText.Of(name)), .. model.Evaluations.Select(evaluation => Html.Text(Value(evaluation, name)))];
            if (validated is { Metrics.Count: > 0 })
                cells.Add(Html.Text(IntervalOf(validated.Metrics.FirstOrDefault(metric => metric.Name == name))));
            table.Add([.. cells]);
        }

        string chosen = validated is null ? "" : ", chosen";
        return $"""
            <h3>{Name.Code(model.Learner.Name)} <span class="soft">{Name.Of(LearnerText.SettingsOf(model.Learner), 300)} ({Name.Of(stage.Name)}{chosen})</span></h3>
            {table.Render()}
            """;
    }

    private static string Value(Evaluation evaluation, string name) =>
        evaluation.Metrics.FirstOrDefault(metric => metric.Name == name) is { } metric ? NumberText.Metric(metric.Value) : "";

    private static string IntervalOf(MetricInterval? metric) =>
        metric is not null && double.IsFinite(metric.Low) ? $"{NumberText.Metric(metric.Low)} to {NumberText.Metric(metric.High)}" : "";
}
