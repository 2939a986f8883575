namespace MlOps.Sdk.Clients;

/// <summary>The type of a model's column.</summary>
/// <param name="TypeKind">Its name in GoogleSQL, such as <c>FLOAT64</c>.</param>
public sealed record BigQueryModelColumnType(string TypeKind);
