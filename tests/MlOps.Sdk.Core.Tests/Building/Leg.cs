namespace MlOps.Sdk.Core.Tests.Building;

/// <summary>A flight of whose columns any may be absent, as of rows whose columns only the run knows.</summary>
public sealed record Leg(string? Origin, string? Destination, double? Distance, long? Seats, bool? Late, DateOnly? Day);
