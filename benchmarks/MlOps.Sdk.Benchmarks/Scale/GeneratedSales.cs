using System.Globalization;
using DuckDB.NET.Data;

namespace MlOps.Sdk.Benchmarks.Scale;

/// <summary>Sales made up by DuckDB: any number of rows, the same in every run.</summary>
internal static class GeneratedSales
{
    private const string Variable = "MLOPS_SCALE";

    /// <summary>Where the programs look for the file of so many rows.</summary>
    public static string FileOf(long rows) =>
        Path.Combine(Environment.GetEnvironmentVariable(Variable)!, string.Create(CultureInfo.InvariantCulture, $"sales-{rows}.parquet"));

    /// <summary>Writes the file; the price follows from the other columns, but for some noise.</summary>
    public static void Write(string folder, long rows)
    {
        Environment.SetEnvironmentVariable(Variable, folder);
        using DuckDBConnection connection = new("DataSource=:memory:");
        connection.Open();
        using DuckDBCommand command = connection.CreateCommand();
        command.CommandText = string.Create(CultureInfo.InvariantCulture, $"""
            SET memory_limit = '1GB';
            SET preserve_insertion_order = true;
            COPY (
                SELECT i AS "Id", TIMESTAMP '2020-01-01' + to_seconds(i % 100000000) AS "At", 's' || h % 40 AS "Shop", (h >> 8) % 6 AS "Quantity",
                    ((h >> 16) % 2000)::DOUBLE / 100 AS "Weight", 5 * ((h >> 8) % 6) + ((h >> 16) % 2000) / 50 + h % 40 + ((h >> 32) % 1000) / 100 AS "Price"
                FROM (SELECT i, hash(i)::HUGEINT % 281474976710656 AS u, u::BIGINT AS h FROM range({rows}) AS t(i)))
            TO '{FileOf(rows)}' (FORMAT parquet, COMPRESSION zstd)
            """);
        command.ExecuteNonQuery();
    }
}
