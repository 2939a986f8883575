namespace MlOps.Sdk.Data;

/// <summary>The outcome of one check.</summary>
/// <param name="Description">The check in words.</param>
/// <param name="Passed">Whether it holds.</param>
/// <param name="Found">What was found, in words, such as <c>31 of 10000 rows (0.31 %)</c>.</param>
public sealed record CheckResult(string Description, bool Passed, string Found);
