namespace MlOps.Sdk.Training;

/// <summary>The outcome of a gate.</summary>
/// <param name="Gate">The gate in words, such as <c>AreaUnderRocCurve >= 0.79</c>.</param>
/// <param name="Value">The metric's value.</param>
/// <param name="Passed">Whether the gate is met.</param>
public sealed record GateResult(string Gate, double Value, bool Passed);
