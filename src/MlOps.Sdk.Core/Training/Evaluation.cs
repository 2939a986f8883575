using System.Text.Json.Serialization;
using MlOps.Sdk.Data;
using MlOps.Sdk.Plans;

namespace MlOps.Sdk.Training;

/// <summary>The metrics of a model on one split.</summary>
/// <param name="Split">The split.</param>
/// <param name="Task">What is predicted; says which metrics there are.</param>
/// <param name="Rows">How many rows were scored.</param>
/// <param name="Metrics">The metrics by name, in ordinal order of the names.</param>
public sealed record Evaluation(string Split, TaskKind Task, long Rows, ValueList<Metric> Metrics)
{
    /// <summary>A metric's value by its name, such as <c>AreaUnderRocCurve</c>.</summary>
    /// <exception cref="KeyNotFoundException">There is no such metric.</exception>
    public double this[string name] => Metrics.FirstOrDefault(metric => metric.Name == name)?.Value
        ?? throw new KeyNotFoundException($"There is no metric '{name}'; there are {string.Join(", ", Metrics.Select(metric => metric.Name))}.");

    /// <summary>The metric by which models of this task are ranked.</summary>
    [JsonIgnore]
    public string Primary => MetricNames.Primary(Task);
}
