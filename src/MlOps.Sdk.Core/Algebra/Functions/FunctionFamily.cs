namespace MlOps.Sdk.Algebra.Functions;

/// <summary>Functions that are about the same.</summary>
/// <param name="Name">What they are about.</param>
/// <param name="Functions">The functions.</param>
public sealed record FunctionFamily(string Name, IReadOnlyList<Function> Functions);
