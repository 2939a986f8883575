using System.Text.Json.Serialization;

namespace MlOps.Sdk.Clients;

/// <summary>Partitions of equal width over numbers.</summary>
/// <param name="Start">The first number, included.</param>
/// <param name="End">The last number, excluded.</param>
/// <param name="Interval">The width of a partition.</param>
[method: JsonConstructor]
public sealed record BigQueryRange(
    [property: JsonNumberHandling(JsonNumberHandling.AllowReadingFromString | JsonNumberHandling.WriteAsString)] long Start,
    [property: JsonNumberHandling(JsonNumberHandling.AllowReadingFromString | JsonNumberHandling.WriteAsString)] long End,
    [property: JsonNumberHandling(JsonNumberHandling.AllowReadingFromString | JsonNumberHandling.WriteAsString)] long Interval);
