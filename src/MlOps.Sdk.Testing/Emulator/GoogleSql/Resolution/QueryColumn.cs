namespace MlOps.Sdk.Testing.Emulator.GoogleSql.Resolution;

/// <summary>A column that a query gives.</summary>
/// <param name="Name">Its name; null if it has none.</param>
/// <param name="Printed">Its name in DuckDB, which differs from all others.</param>
/// <param name="Type">Its type.</param>
internal sealed record QueryColumn(string? Name, string Printed, GoogleSqlType Type)
{
    /// <summary>Whether it is a NULL that says no type.</summary>
    public bool IsNull { get; init; }
}
