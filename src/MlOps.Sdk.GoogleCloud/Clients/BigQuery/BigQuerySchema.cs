namespace MlOps.Sdk.Clients;

/// <summary>The columns of a table or result.</summary>
/// <param name="Fields">The columns, in order.</param>
public sealed record BigQuerySchema(IReadOnlyList<BigQueryField> Fields);
