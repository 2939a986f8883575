namespace MlOps.Sdk.Clients;

/// <summary>Texts to choose from.</summary>
/// <param name="Values">The texts.</param>
public sealed record CategoricalValues(IReadOnlyList<string> Values);
