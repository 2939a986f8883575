namespace MlOps.Sdk.Training;

/// <summary>The outcome of a gate.</summary>
/// <param name="Gate">The gate in words, such as <c>AreaUnderRocCurve >= 0.79</c>.</param>
/// <param name="Value">What was found.</param>
/// <param name="Passed">Whether the gate is met.</param>
public sealed record GateResult(string Gate, double Value, bool Passed)
{
    /// <summary>The slice of the test rows that the gate is about; null if it is about all of them.</summary>
    public Slice? Slice { get; init; }

    /// <summary>Whether the gate is about serving the model; what a clock or this machine says is another value in each run.</summary>
    public bool IsServing { get; init; }
}
