using MlOps.Sdk.Stages;

namespace MlOps.Sdk.Data;

/// <summary>The outcome of the checks on a dataset; it exists only if all passed.</summary>
/// <param name="Rows">How many rows were checked.</param>
/// <param name="Checks">Each check with what was found.</param>
public sealed record Verification(long Rows, ValueList<CheckResult> Checks) : Product;

/// <summary>The outcome of one check.</summary>
/// <param name="Description">The check in words.</param>
/// <param name="Passed">Whether it holds.</param>
/// <param name="Found">What was found, in words, such as <c>31 of 10000 rows (0.31 %)</c>.</param>
public sealed record CheckResult(string Description, bool Passed, string Found);
