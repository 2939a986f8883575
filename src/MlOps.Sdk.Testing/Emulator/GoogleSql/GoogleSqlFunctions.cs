using DuckDB.NET.Data;
using MlOps.Sdk.Testing.Emulator.GoogleSql.Functions;

namespace MlOps.Sdk.Testing.Emulator.GoogleSql;

/// <summary>What translated statements call and DuckDB doesn't have, but <c>farm_fingerprint(VARCHAR) → BIGINT</c>, which the caller registers.</summary>
internal static class GoogleSqlFunctions
{
    /// <summary>Registers the functions for all connections to the connection's database.</summary>
    public static void Register(DuckDBConnection connection)
    {
        IEnumerable<ScalarFunction> functions = FunctionTable.All.SelectMany(function => function.Overloads).Select(overload => overload.Computed).OfType<ScalarFunction>();
        foreach (ScalarFunction function in functions.Concat(OperatorFunctions.All).Concat(CastFunctions.All).Concat(DateParts.All).Concat(DateArithmetic.Computed).DistinctBy(function => function.Name))
            function.Register(connection);
    }
}
