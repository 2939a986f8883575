namespace MlOps.Sdk.Core.Tests.Building;

public sealed record Flight(long Id, string Origin, string Destination, double Distance, DateTime Date, double? Delay);
