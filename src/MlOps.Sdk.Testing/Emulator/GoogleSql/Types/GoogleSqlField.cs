namespace MlOps.Sdk.Testing.Emulator.GoogleSql;

/// <summary>A field of a STRUCT; its name may be empty.</summary>
internal sealed record GoogleSqlField(string Name, GoogleSqlType Type);
