namespace MlOps.Sdk.Algebra.Patterns;

/// <summary>Code points from one to another, both of them included.</summary>
internal readonly record struct RegexRange(int First, int Last);
