namespace MlOps.Sdk.Clients;

/// <summary>An environment variable of a container.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">Its value.</param>
public sealed record EnvironmentVariable(string Name, string Value);
