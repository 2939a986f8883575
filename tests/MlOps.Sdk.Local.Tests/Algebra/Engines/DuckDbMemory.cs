using DuckDB.NET.Data;
using MlOps.Sdk.Data;

namespace MlOps.Sdk.Local.Tests.Algebra.Engines;

/// <summary>A DuckDB in memory with the functions that the local platform registers.</summary>
internal static class DuckDbMemory
{
    public static DuckDBConnection Open()
    {
        DuckDBConnection connection = new("DataSource=:memory:");
        connection.Open();
        FarmFingerprint.Register(connection);
        return connection;
    }
}
