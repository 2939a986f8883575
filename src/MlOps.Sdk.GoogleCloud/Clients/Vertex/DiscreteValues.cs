namespace MlOps.Sdk.Clients;

/// <summary>Numbers to choose from.</summary>
/// <param name="Values">The numbers, ascending.</param>
public sealed record DiscreteValues(IReadOnlyList<double> Values);
