using System.Text.Json.Serialization;
using MlOps.Sdk.Data;
using MlOps.Sdk.Stages;

namespace MlOps.Sdk.Training;

/// <summary>The model that was chosen and has passed all gates, with the evidence of it.</summary>
/// <param name="Model">The model.</param>
/// <param name="Gates">Each gate with what was found.</param>
public sealed record ValidatedModel(TrainedModel Model, ValueList<GateResult> Gates) : Product
{
    /// <summary>Whether the model becomes the champion, and why.</summary>
    public PromotionDecision Decision { get; init; } = new(PromotionOutcome.Promote, "no comparison with the champion was asked for");

    /// <summary>The model against the champion on the same test rows: first over all of them, then slice by slice; empty if nothing was compared.</summary>
    public ValueList<Comparison> Comparisons { get; init; } = [];

    /// <summary>The metrics over all test rows, with intervals.</summary>
    public ValueList<MetricInterval> Metrics { get; init; } = [];

    /// <summary>The metrics of each slice, slices with many rows first.</summary>
    public ValueList<SliceMetrics> Slices { get; init; } = [];

    /// <summary>For each column or expression that slices: how many slices there are, and how many were too small to be looked at.</summary>
    public ValueList<SliceCoverage> Coverage { get; init; } = [];

    /// <summary>What the predictions look like on the test rows.</summary>
    public ModelCurves Curves { get; init; } = new();

    /// <summary>How far the probabilities can be taken at their word; null for regression.</summary>
    public CalibrationMeasures? Calibration { get; init; }

    /// <summary>What serving the model took on this machine; null if no bound on it was asked for. No part of the fingerprint.</summary>
    public ServingMeasurement? Serving { get; init; }

    /// <inheritdoc />
    [JsonIgnore]
    public override ValueList<DataFile> Files => Model.Files;

    /// <inheritdoc />
    /// <remarks>Without what serving was measured to take: it differs from run to run, and only the verdict counts.</remarks>
    public override string ComputeFingerprint() => Serving is null
        ? base.ComputeFingerprint()
        : (this with { Serving = null, Gates = Gates.Select(gate => gate.IsServing ? gate with { Value = double.NaN } : gate).ToValueList() }).ComputeFingerprint();
}
