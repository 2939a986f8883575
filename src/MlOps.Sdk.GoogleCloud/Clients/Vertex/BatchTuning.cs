namespace MlOps.Sdk.Clients;

/// <summary>How many rows a server gets at once.</summary>
/// <param name="BatchSize">The number.</param>
public sealed record BatchTuning(int BatchSize);
