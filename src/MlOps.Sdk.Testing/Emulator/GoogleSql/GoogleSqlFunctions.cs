using DuckDB.NET.Data;
using MlOps.Sdk.Testing.Emulator.GoogleSql.Functions;

namespace MlOps.Sdk.Testing.Emulator.GoogleSql;

/// <summary>What translated statements call and DuckDB doesn't have, but <c>farm_fingerprint(VARCHAR) → BIGINT</c>, which the caller registers.</summary>
internal static class GoogleSqlFunctions
{
    /// <summary>Registers the functions for all connections to the connection's database.</summary>
    public static void Register(DuckDBConnection connection)
    {
        foreach (ScalarFunction function in All().DistinctBy(function => function.Name))
            function.Register(connection);
    }

    private static IEnumerable<ScalarFunction> All() =>
    [
        .. FunctionTable.All.SelectMany(function => function.Overloads).Select(overload => overload.Computed).OfType<ScalarFunction>(),
        .. OperatorFunctions.All,
        .. CastFunctions.All,
        .. Arrays.Computed,
        .. JsonTexts.Computed,
        .. DateParts.All,
        .. DateArithmetic.Computed,
        .. DateComparison.Computed,
    ];
}
