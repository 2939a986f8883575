using System.Text.Json;
using MlOps.Sdk.Algebra;
using MlOps.Sdk.Plans;

namespace MlOps.Sdk.Core.Tests.Building;

/// <summary>Typed rows and rows that are read by name become the very same nodes.</summary>
public sealed class FrontEndTests
{
    [Fact]
    public void Groups() => AreSame(
        legs => legs.GroupBy(f => f.Origin).Select(g => new
        {
            Origin = g.Key,
            N = g.Count(),
            Late = g.Count(f => f.Late == true),
            Seats = g.Sum(f => f.Seats),
            Mean = g.Average(f => f.Distance),
            Low = g.Min(f => f.Day),
            High = g.Max(f => f.Day),
            Spread = g.StandardDeviation(f => f.Distance),
            Places = g.DistinctCount(f => f.Destination),
            Ninety = g.Quantile(f => f.Distance, 0.9),
        }),
        rows => rows.GroupBy(r => (string?)r["Origin"]).Select(g => new
        {
            Origin = g.Key,
            N = g.Count(),
            Late = g.Count(r => (bool?)r["Late"] == true),
            Seats = g.Sum(r => (long?)r["Seats"]),
            Mean = g.Average(r => (double?)r["Distance"]),
            Low = g.Min(r => (DateOnly?)r["Day"]),
            High = g.Max(r => (DateOnly?)r["Day"]),
            Spread = g.StandardDeviation(r => (double?)r["Distance"]),
            Places = g.DistinctCount(r => (string?)r["Destination"]),
            Ninety = g.Quantile(r => (double?)r["Distance"], 0.9),
        }));

    [Fact]
    public void Expressions_over_aggregates() => AreSame(
        legs => legs.GroupBy(f => new { f.Origin, f.Day!.Value.Year }).Select(g => new { g.Key.Year, Mean = g.Sum(f => f.Distance) / g.Count(), g.Key.Origin }),
        rows => rows.GroupBy(r => new { Origin = (string?)r["Origin"], ((DateOnly?)r["Day"])!.Value.Year })
            .Select(g => new { g.Key.Year, Mean = g.Sum(r => (double?)r["Distance"]) / g.Count(), g.Key.Origin }));

    [Fact]
    public void Joins_with_a_second_source() => AreSame(
        legs => legs.Join(Source.Csv<Airport>("airports.csv"), f => f.Origin, a => a.Code, (f, a) => new { f.Origin, a.Name, Height = a.Elevation ?? 0, f.Distance }),
        rows => rows.Join(
            Source.Csv("airports.csv"), r => (string?)r["Origin"], a => (string?)a["Code"],
            (r, a) => new { Origin = (string?)r["Origin"], Name = (string?)a["Name"], Height = (double?)a["Elevation"] ?? 0, Distance = (double?)r["Distance"] }));

    [Fact]
    public void Left_joins_with_an_aggregate_of_the_same_rows() => AreSame(
        legs => legs.LeftJoin(
            legs.GroupBy(f => f.Destination).Select(g => new { Destination = g.Key, Mean = g.Average(f => f.Distance) }),
            f => new { Place = f.Origin!.ToUpperInvariant() }, m => new { Place = m.Destination!.Trim() },
            (f, m) => new { f.Destination, Other = m.Destination, m.Mean, Known = m != null }),
        rows => rows.LeftJoin(
            rows.GroupBy(r => (string?)r["Destination"]).Select(g => new { Destination = g.Key, Mean = g.Average(r => (double?)r["Distance"]) }),
            r => new { Place = ((string?)r["Origin"])!.ToUpperInvariant() }, m => new { Place = m.Destination!.Trim() },
            (r, m) => new { Destination = (string?)r["Destination"], Other = m.Destination, m.Mean, Known = m != null }));

    [Fact]
    public void Filters_unions_distinct_orders_and_limits() => AreSame(
        legs => legs
            .Where(f => f.Distance > 100)
            .Union(legs.Where(f => f.Late == true))
            .Select(f => new { f.Origin, Far = f.Distance * 2 })
            .Distinct()
            .OrderByDescending(f => f.Far).ThenBy(f => f.Origin)
            .Take(10),
        rows => rows
            .Where(r => (double?)r["Distance"] > 100)
            .Union(rows.Where(r => (bool?)r["Late"] == true))
            .Select(r => new { Origin = (string?)r["Origin"], Far = (double?)r["Distance"] * 2 })
            .Distinct()
            .OrderByDescending(f => f.Far).ThenBy(f => f.Origin)
            .Take(10));

    [Fact]
    public void Lookups()
    {
        Dictionary<string, double> heights = new() { ["LAS"] = 665, ["ATL"] = 313 };
        AreSame(
            legs => legs.Select(f => new { Height = heights[f.Origin!], Other = heights.GetValueOrDefault(f.Destination!, -1), Known = heights.ContainsKey(f.Origin!) }),
            rows => rows.Select(r => new
            {
                Height = heights[(string)r["Origin"]!],
                Other = heights.GetValueOrDefault(((string?)r["Destination"])!, -1),
                Known = heights.ContainsKey(((string?)r["Origin"])!),
            }));
    }

    private static void AreSame<T>(Func<Rows<Leg>, Rows<T>> typed, Func<Rows<Row>, Rows<T>> dynamic)
    {
        TransformPlan one = Transform(new PipelineBuilder("typed").Ingest(Source.Csv<Leg>("legs.csv")).Transform(typed).Build());
        TransformPlan other = Transform(new PipelineBuilder("dynamic").Ingest(Source.Csv("legs.csv")).Transform(dynamic).Build());

        Assert.Equal(Json(one.Relation), Json(other.Relation));
        Assert.Equal(one.Relation, other.Relation);
        Assert.Equal(one.Schema, other.Schema);
        Assert.Equal(one.Inputs, other.Inputs);
    }

    private static TransformPlan Transform(Pipeline pipeline) => pipeline.Plan.Stages.OfType<TransformPlan>().Single();

    private static string Json(RelationNode? relation) => JsonSerializer.Serialize(relation, PlanJson.Indented);
}
