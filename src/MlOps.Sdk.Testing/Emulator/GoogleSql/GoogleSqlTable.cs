namespace MlOps.Sdk.Testing.Emulator.GoogleSql;

/// <summary>A table as the translator needs it.</summary>
/// <param name="Columns">Its columns, stored as <see cref="GoogleSqlType.DuckDb"/> says.</param>
/// <param name="DuckDb">What DuckDB reads it from: a quoted name, or a table function's call.</param>
internal sealed record GoogleSqlTable(IReadOnlyList<GoogleSqlColumn> Columns, string DuckDb);
