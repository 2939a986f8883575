using MlOps.Sdk.Data;

namespace MlOps.Sdk.Training;

/// <summary>The metrics of a slice.</summary>
/// <param name="Slice">The slice.</param>
/// <param name="Rows">How many test rows it has.</param>
/// <param name="Metrics">The metrics, in ordinal order of the names.</param>
public sealed record SliceMetrics(Slice Slice, long Rows, ValueList<MetricInterval> Metrics);

/// <summary>A metric with what its rows leave open.</summary>
/// <param name="Name">The metric's name.</param>
/// <param name="Value">Its value; NaN if the rows don't define it.</param>
/// <param name="Low">The lower end of its 95 % interval; NaN if there is none.</param>
/// <param name="High">The upper end.</param>
public sealed record MetricInterval(string Name, double Value, double Low, double High);
