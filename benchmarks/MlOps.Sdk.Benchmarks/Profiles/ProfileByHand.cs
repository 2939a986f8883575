using System.Globalization;
using DuckDB.NET.Data;

namespace MlOps.Sdk.Benchmarks.Profiles;

/// <summary>What a person writes to check and to describe the same flights: statements of DuckDB, and some arithmetic.</summary>
internal static class ProfileByHand
{
    private static readonly string[] s_numbers = ["delay", "distance"];

    /// <summary>Verifies the flights, describes the staged ones, and returns what was found.</summary>
    public static string Run(string staged)
    {
        using DuckDBConnection connection = new("DataSource=:memory:");
        connection.Open();
        List<string> found = [.. Verify(connection, $"read_parquet('{Flights.Path}')")];
        found.AddRange(Profile(connection, $"read_parquet('{staged}')", staged));
        return string.Join(' ', found);
    }

    private static IEnumerable<string> Verify(DuckDBConnection connection, string flights)
    {
        object[] quantiles = Rows(connection, $"""
            SELECT unnest(quantile_disc(delay, [{string.Join(", ", Enumerable.Range(1, 19).Select(part => Text(part / 20.0)))}]))
            FROM read_parquet('{Flights.Path}', file_row_number = true) WHERE file_row_number % 30 = 0
            """).Select(row => row[0]).Distinct().ToArray();
        object[] checks = Rows(connection, $"""
            SELECT count(*) - count(date), count(*) FILTER (WHERE NOT distance BETWEEN 1 AND 6000), count(*) FILTER (WHERE NOT delay BETWEEN -200 AND 2000),
              count(*) FILTER (WHERE NOT regexp_matches(origin, '^[A-Z][A-Z][A-Z]$')), count(*) FILTER (WHERE destination NOT IN ('{string.Join("', '", FlightChecks.Hubs)}')),
              (SELECT count(*) FROM {flights} WHERE destination NOT IN (SELECT origin FROM {flights})),
              count(*) FILTER (WHERE origin = destination), count(*), max(date)
            FROM {flights}
            """)[0];
        Rows(connection, $"""
            SELECT CASE {string.Join(" ", quantiles.Select((cut, bin) => $"WHEN delay < {cut} THEN {bin}"))} ELSE {quantiles.Length} END AS bin, count(*)
            FROM {flights} GROUP BY bin
            """);
        return checks.Take(7).Select(value => $"{value}");
    }

    private static IEnumerable<string> Profile(DuckDBConnection connection, string flights, string path)
    {
        object[] all = Rows(connection, $"""
            SELECT count(DISTINCT date), count(DISTINCT delay), count(DISTINCT distance), count(DISTINCT origin), count(DISTINCT destination),
              count(*), count(date), count(delay), count(distance), count(origin), count(destination),
              min(date), max(date), min(delay), max(delay), min(distance), max(distance), min(origin), max(origin), min(destination), max(destination)
            FROM {flights}
            """)[0];
        string shares = "[0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99]";
        Rows(connection, $"""
            SELECT quantile_disc(delay, {shares}), quantile_disc(distance, {shares})
            FROM read_parquet('{path}', file_row_number = true) WHERE file_row_number % 30 = 0
            """);
        object[] moments = Rows(connection, $"""
            SELECT avg(delay), stddev_samp(delay), avg(distance), stddev_samp(distance),
              corr(epoch_us(date) / 1e6::DOUBLE, (delay > 15)::INTEGER) FILTER (__split = 'train'),
              corr(delay, (delay > 15)::INTEGER) FILTER (__split = 'train'), corr(distance, (delay > 15)::INTEGER) FILTER (__split = 'train')
            FROM {flights}
            """)[0];
        Rows(connection, $"""
            SELECT __split, count(*), count(date), min(date), max(date), count(delay), min(delay), max(delay), avg(delay), stddev_samp(delay),
              count(distance), min(distance), max(distance), avg(distance), stddev_samp(distance), count(origin), min(origin), max(origin),
              count(destination), min(destination), max(destination), count(*) FILTER (WHERE delay > 15)
            FROM {flights} GROUP BY __split
            """);
        List<string> associations = [Rounded(moments[4]), Rounded(moments[5]), Rounded(moments[6]), .. new[] { "origin", "destination" }.Select(column => CramersV(connection, flights, column))];
        List<object[]>[] counts =
        [
            Histogram(connection, flights, "epoch_us(date) / 1e6::DOUBLE", Seconds(all[12]) - Seconds(all[11])),
            .. s_numbers.Select((column, index) => Histogram(connection, flights, column, Number(all[14 + (2 * index)]) - Number(all[13 + (2 * index)]))),
            .. new[] { "origin", "destination" }.Select(column => Top(connection, flights, column)),
        ];
        Top(connection, flights, "delay > 15");
        return
        [
            .. all.Take(5).Select(value => $"{value}"), $"{Rounded(moments[0])}±{Rounded(moments[1])}", $"{Rounded(moments[2])}±{Rounded(moments[3])}",
            .. associations,
            .. new[] { "train", "test" }.SelectMany(split => counts.Select(rows => $"{rows.Where(row => (string)row[1] == split).Max(row => (long)row[2])}")),
        ];
    }

    private static List<object[]> Histogram(DuckDBConnection connection, string flights, string value, double range)
    {
        double width = Math.Pow(2, Math.Ceiling(Math.Log2(range / 50)));
        return Rows(connection, $"SELECT floor({value} / {Text(width)}::DOUBLE) AS bin, __split, count(*) FROM {flights} GROUP BY bin, __split");
    }

    // The most frequent of all, and how often each occurs in each split.
    private static List<object[]> Top(DuckDBConnection connection, string flights, string value) => Rows(connection, $"""
        WITH counts AS (SELECT {value} AS value, __split, count(*) AS n FROM {flights} GROUP BY ALL)
        SELECT value, __split, n FROM counts WHERE value IN (SELECT value FROM counts GROUP BY value ORDER BY sum(n) DESC LIMIT 20)
        """);

    private static string CramersV(DuckDBConnection connection, string flights, string column)
    {
        object[] sums = Rows(connection, $"""
            SELECT sum(n * m * m), sum(n * m), sum(n), count(*)
            FROM (SELECT count(*)::DOUBLE AS n, avg((delay > 15)::INTEGER) AS m FROM {flights} WHERE __split = 'train' GROUP BY {column})
            """)[0];
        (double between, double sum, double n, double k) = (Number(sums[0]), Number(sums[1]), Number(sums[2]), Number(sums[3]));
        double square = (between - (sum * sum / n)) / (sum - (sum * sum / n));
        double freed = Math.Max(0, square - ((k - 1) / (n - 1)));
        double least = Math.Min(k - ((k - 1) * (k - 1) / (n - 1)), 2 - (1 / (n - 1))) - 1;
        return Rounded(Math.Sqrt(freed / least));
    }

    private static List<object[]> Rows(DuckDBConnection connection, string sql)
    {
        using DuckDBCommand command = connection.CreateCommand();
        command.CommandText = sql;
        using DuckDBDataReader reader = command.ExecuteReader();
        List<object[]> rows = [];
        while (reader.Read())
        {
            object[] row = new object[reader.FieldCount];
            reader.GetValues(row);
            rows.Add(row);
        }

        return rows;
    }

    private static double Number(object value) => Convert.ToDouble(value, CultureInfo.InvariantCulture);

    private static double Seconds(object instant) => ((DateTime)instant - DateTime.UnixEpoch).TotalSeconds;

    private static string Rounded(object value) => string.Create(CultureInfo.InvariantCulture, $"{value:0.#####}");

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
