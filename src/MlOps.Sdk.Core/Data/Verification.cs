using MlOps.Sdk.Stages;

namespace MlOps.Sdk.Data;

/// <summary>The outcome of the checks on a dataset.</summary>
/// <remarks>What a stage makes has no blocking check that doesn't hold; one that has is the evidence of a stage that failed.</remarks>
/// <param name="Rows">How many rows were checked.</param>
/// <param name="Checks">Each check with what was found.</param>
public sealed record Verification(long Rows, ValueList<CheckResult> Checks) : Product
{
    /// <summary>The fingerprint of the verification whose distributions the rows were compared with; null if no check compares, or there is none yet.</summary>
    public string? Previous { get; init; }
}
