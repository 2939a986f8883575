namespace MlOps.Sdk.Testing.Emulator.GoogleSql;

/// <summary>A query parameter.</summary>
/// <param name="Name">The name without <c>@</c>; null if it is one by position.</param>
/// <param name="Type">The type.</param>
/// <param name="Value">Text as BigQuery's REST API writes a scalar, a list for an array or for a struct's fields in their order; null for NULL.</param>
internal sealed record GoogleSqlParameter(string? Name, GoogleSqlType Type, object? Value);
