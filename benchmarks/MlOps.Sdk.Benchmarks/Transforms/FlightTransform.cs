using MlOps.Sdk.Algebra.Dialects;
using MlOps.Sdk.Data;
using MlOps.Sdk.Plans;

namespace MlOps.Sdk.Benchmarks.Transforms;

/// <summary>A transform of fifteen columns, once in C# and once as the SQL that a person writes for it.</summary>
internal static class FlightTransform
{
    private static readonly string[] s_hubs = ["ATL", "ORD", "DFW", "DEN", "LAX"];

    public static Pipeline Build() => new PipelineBuilder("flights")
        .Ingest(Source.Parquet<Flight>(Flights.Path), profile: false)
        .Transform(flights => flights
            .Where(f => f.distance > 0 && f.delay < 1000)
            .Select(f => new
            {
                f.date,
                Day = DateOnly.FromDateTime(f.date),
                f.date.Month,
                f.date.Hour,
                Weekend = f.date.DayOfWeek == DayOfWeek.Saturday || f.date.DayOfWeek == DayOfWeek.Sunday,
                Rush = (f.date.Hour >= 7 && f.date.Hour <= 9) || (f.date.Hour >= 16 && f.date.Hour <= 18),
                f.delay,
                Late = f.delay > 15,
                Lateness = f.delay <= 0 ? "none" : f.delay <= 15 ? "little" : f.delay <= 60 ? "much" : "very much",
                Kilometres = f.distance * 1.609344,
                DelayPerMile = (double)f.delay / f.distance,
                LogDistance = Math.Log(1.0 + f.distance),
                Route = f.origin + "-" + f.destination,
                FromHub = s_hubs.Contains(f.origin),
                State = f.destination.ToLowerInvariant(),
            }))
        .Build();

    /// <summary>The statement that the SDK makes of it.</summary>
    public static string Statement(string path)
    {
        PipelinePlan plan = Build().Plan;
        Schema schema = plan.Stages.OfType<IngestPlan>().Single().Schema!;
        string table = $"(SELECT date::TIMESTAMP AS date, delay::BIGINT AS delay, distance::BIGINT AS distance, origin, destination FROM read_parquet('{Flights.Path}'))";
        string select = DuckDbDialect.ReproducibleRelation(plan.Stages.OfType<TransformPlan>().Single().Relation!, [table], [schema]);
        return $"COPY ({select}) TO '{path}' (FORMAT parquet, COMPRESSION zstd)";
    }

    /// <summary>
    /// The columns of the file are never null, which a person knows. <c>list_contains</c>, because DuckDB makes a join of IN with three constants or more,
    /// and writes the rows in another order each time.
    /// </summary>
    public static string Sql(string path) => $"""
        COPY (
            SELECT
                date,
                date::DATE AS "Day",
                month(date) AS "Month",
                hour(date) AS "Hour",
                dayofweek(date) IN (0, 6) AS "Weekend",
                hour(date) BETWEEN 7 AND 9 OR hour(date) BETWEEN 16 AND 18 AS "Rush",
                delay::BIGINT AS delay,
                delay > 15 AS "Late",
                CASE WHEN delay <= 0 THEN 'none' WHEN delay <= 15 THEN 'little' WHEN delay <= 60 THEN 'much' ELSE 'very much' END AS "Lateness",
                distance * 1.609344::DOUBLE AS "Kilometres",
                delay::DOUBLE / distance AS "DelayPerMile",
                ln(1 + distance::DOUBLE) AS "LogDistance",
                origin || '-' || destination AS "Route",
                list_contains(['ATL', 'ORD', 'DFW', 'DEN', 'LAX'], origin) AS "FromHub",
                lower(destination) AS "State"
            FROM read_parquet('{Flights.Path}')
            WHERE distance > 0 AND delay < 1000)
        TO '{path}' (FORMAT parquet, COMPRESSION zstd)
        """;

    private sealed record Flight(DateTime date, long delay, long distance, string origin, string destination);
}
