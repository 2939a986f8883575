namespace MlOps.Sdk.Testing.Emulator.GoogleSql.Resolution;

/// <summary>A column that a FROM item gives.</summary>
internal sealed record ScopeColumn(string Name, GoogleSqlType Type, string Sql);
