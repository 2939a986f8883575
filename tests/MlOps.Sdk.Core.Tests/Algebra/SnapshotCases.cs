using System.Globalization;

namespace MlOps.Sdk.Core.Tests.Algebra;

/// <summary>Transforms that show how lambdas are told to each engine: a folder of Snapshots for each.</summary>
internal static class SnapshotCases
{
    private static readonly Dictionary<string, double> s_fares = new() { ["SEA"] = 2.5, ["LAS"] = 3 };

    public static IReadOnlyDictionary<string, Func<PipelineBuilder, Pipeline>> All { get; } = new Dictionary<string, Func<PipelineBuilder, Pipeline>>
    {
        ["filter-and-compute"] = Trips(rows => rows
            .Where(t => t.Distance > 0 && t.Origin != t.Destination)
            .Select(t => new { t.Id, Kilometers = t.Distance * 1.609344, Late = t.Delay > 15, Delay = t.Delay ?? 0, t.Day })),
        ["numbers"] = Trips(rows => rows.Select(t => new
        {
            Sum = t.Id + 1,
            Half = t.Id / 2,
            Rest = t.Id % 7,
            Quotient = t.Distance / t.Fare,
            Rounded = Math.Round(t.Distance, 1),
            Root = Math.Sqrt(t.Distance),
            Cut = (long)t.Distance,
            Share = (double)t.Id / 100,
        })),
        ["nulls"] = Trips(rows => rows
            .Where(t => t.Note != null || t.Delay.HasValue)
            .Select(t => new { Missing = t.Delay == null, Twice = t.Delay * 2, Note = t.Note ?? "none", Same = t.Note == t.Origin, Known = t.Delay!.Value })),
        ["conditions"] = Trips(rows => rows.Select(t => new
        {
            Band = t.Distance < 500 ? "near" : t.Distance < 1500 ? "middle" : "far",
            West = new[] { "SEA", "LAX", "SFO" }.Contains(t.Origin),
            Fare = s_fares.GetValueOrDefault(t.Origin),
            Odd = t.Id % 2 == 1 ^ t.Fare > 10,
        })),
        ["texts"] = Trips(rows => rows.Select(t => new
        {
            Route = t.Origin + "-" + t.Destination,
            Code = t.Origin.Trim().ToUpperInvariant(),
            First = t.Destination.Substring(0, 1),
            Length = t.Origin.Length,
            Delayed = t.Note!.Contains("delay"),
            Number = t.Id.ToString(CultureInfo.InvariantCulture),
        })),
        ["dates"] = Trips(rows => rows.Select(t => new
        {
            t.Day.Year,
            t.Left.Hour,
            Weekday = (int)t.Day.DayOfWeek,
            Week = t.Day.AddDays(7),
            Day = DateOnly.FromDateTime(t.Left),
            Hours = (t.Left - new DateTime(2001, 1, 1)).TotalHours,
        })),
        ["reading-text"] = Trips(rows => rows.Select(t => new
        {
            Number = double.Parse(t.Note!, CultureInfo.InvariantCulture),
            Whole = long.Parse(t.Note!, CultureInfo.InvariantCulture),
            Day = DateOnly.ParseExact(t.Note!, "d/M/yyyy", CultureInfo.InvariantCulture),
        })),
        ["group-by"] = Trips(rows => rows
            .GroupBy(t => new { t.Origin, t.Day.Month })
            .Select(g => new { g.Key.Origin, g.Key.Month, Trips = g.Count(), Late = g.Count(t => t.Delay > 15), Mean = g.Average(t => t.Delay), Longest = g.Max(t => t.Distance) })),
        ["join"] = Trips(rows => rows.Join(
            Source.Csv<Airport>("airports.csv"), t => t.Origin, a => a.Code, (t, a) => new { t.Id, Airport = a.Name, West = a.Longitude < -100 })),
        ["left-join-of-groups"] = Trips(rows => rows.LeftJoin(
            rows.Where(t => t.Delay > 60).GroupBy(t => t.Origin).Select(g => new { Origin = g.Key, Delays = g.Count() }),
            t => t.Origin,
            o => o.Origin,
            (t, o) => new { t.Id, o.Delays })),
        ["distinct-union"] = Trips(rows => rows.Select(t => new { Code = t.Origin }).Union(rows.Select(t => new { Code = t.Destination }))),
        ["first-rows"] = Trips(rows => rows.OrderByDescending(t => t.Distance).ThenBy(t => t.Id).Select(t => new { t.Id, t.Distance }).Take(10)),
        ["fingerprint"] = Trips(rows => rows.Where(t => Fingerprint.Of(t.Origin) % 100 < 10)),
    };

    private static Func<PipelineBuilder, Pipeline> Trips<TResult>(Func<Rows<Trip>, Rows<TResult>> transform) =>
        pipeline => pipeline.Ingest(Source.Csv<Trip>("trips.csv"), profile: false).Transform(transform).Build();

    internal sealed record Trip(long Id, string Origin, string Destination, string? Note, double Distance, double Fare, int? Delay, DateOnly Day, DateTime Left);

    internal sealed record Airport(string Code, string Name, double Longitude);
}
