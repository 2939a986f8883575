using MlOps.Sdk.Data;
using MlOps.Sdk.Models;
using MlOps.Sdk.Serving.Models;
using MlOps.Sdk.Training;

namespace MlOps.Sdk.Serving.Http;

/// <summary>What a GET of a model's address answers.</summary>
/// <param name="Endpoint">The endpoint's name.</param>
/// <param name="Model">The model's name in the registry, or the bundle's folder.</param>
/// <param name="Version">The model's version; null for a bundle that was given by its path.</param>
/// <param name="Task">Binary, Multiclass or Regression.</param>
/// <param name="Label">What is predicted.</param>
/// <param name="Learner">What was trained.</param>
/// <param name="Classes">The classes of a classifier.</param>
/// <param name="Instance">The properties of an instance.</param>
/// <param name="Metrics">The metrics by split and name; null where a metric is not a number.</param>
/// <param name="Pipeline">The pipeline that made the model.</param>
internal sealed record ModelDescription(
    string Endpoint,
    string Model,
    int? Version,
    string Task,
    string Label,
    string Learner,
    IReadOnlyList<string> Classes,
    IReadOnlyList<InstanceProperty> Instance,
    IReadOnlyDictionary<string, IReadOnlyDictionary<string, double?>> Metrics,
    string Pipeline)
{
    public static ModelDescription Of(string endpoint, LoadedModel model)
    {
        ModelManifest manifest = model.Manifest;
        return new(
            endpoint,
            model.Name,
            model.Version,
            manifest.Task.ToString(),
            manifest.Label,
            manifest.Learner.Name,
            manifest.Classes,
            manifest.Instance.Columns.Select(column => new InstanceProperty(column.Name, column.Type.ToString(), column.Nullable)).ToList(),
            manifest.Evaluations.ToDictionary(evaluation => evaluation.Split, MetricsOf),
            manifest.Lineage.Pipeline);
    }

    private static IReadOnlyDictionary<string, double?> MetricsOf(Evaluation evaluation) =>
        evaluation.Metrics.ToDictionary(metric => metric.Name, metric => double.IsFinite(metric.Value) ? metric.Value : (double?)null);
}

/// <summary>A property of an instance.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its type: <see cref="DataType"/> in words.</param>
/// <param name="Nullable">Whether it may be null or left out.</param>
internal sealed record InstanceProperty(string Name, string Type, bool Nullable);
