namespace MlOps.Sdk.Clients;

/// <summary>The type of a parameter.</summary>
/// <param name="Type">Its name in GoogleSQL, such as <c>INT64</c>; <c>ARRAY</c> has a type of elements besides.</param>
/// <param name="ArrayType">The type of an array's elements; null for other types.</param>
public sealed record BigQueryParameterType(string Type, BigQueryParameterType? ArrayType = null);
