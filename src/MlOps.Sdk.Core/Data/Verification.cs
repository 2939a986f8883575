using MlOps.Sdk.Stages;

namespace MlOps.Sdk.Data;

/// <summary>The outcome of the checks on a dataset; it exists only if all passed.</summary>
/// <param name="Rows">How many rows were checked.</param>
/// <param name="Checks">Each check with what was found.</param>
public sealed record Verification(long Rows, ValueList<CheckResult> Checks) : Product;
