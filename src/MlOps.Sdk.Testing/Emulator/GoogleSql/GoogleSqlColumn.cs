namespace MlOps.Sdk.Testing.Emulator.GoogleSql;

/// <summary>A column's name and type; an array is what BigQuery's schemas call REPEATED.</summary>
/// <param name="Name">The name, whose case doesn't count.</param>
/// <param name="Type">The type.</param>
/// <param name="Required">Whether it is never null.</param>
internal sealed record GoogleSqlColumn(string Name, GoogleSqlType Type, bool Required = false);
