namespace MlOps.Sdk.Core.Tests.Building;

public sealed record Airport(string? Code, string? Name, double? Elevation);
