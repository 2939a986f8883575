using System.Collections.Frozen;
using MlOps.Sdk.Algebra;

namespace MlOps.Sdk.Benchmarks.Features;

/// <summary>The same twenty features as a careful person writes them: every column read once, every vocabulary a frozen dictionary.</summary>
internal sealed class FeaturesByHand
{
    private const int FirstAirport = 18;
    private readonly int _firstCarrier = FirstAirport + BookingFeatures.Airports.Length + 1;
    private readonly FrozenDictionary<string, int> _airports = Indexed(BookingFeatures.Airports);
    private readonly FrozenDictionary<string, int> _carriers = Indexed(BookingFeatures.Carriers);
    private readonly FrozenSet<string> _near = BookingFeatures.Near.ToFrozenSet(StringComparer.Ordinal);

    public int Width => _firstCarrier + BookingFeatures.Carriers.Length + 1;

    public void Fill(RowBuffer row, Span<float> vector)
    {
        vector = vector[..Width];
        DateTime at = row.GetTimestamp(0);
        DateTime bookedAt = row.GetTimestamp(1);
        double distance = row.GetDouble(8);
        bool hasPrice = !row.IsNull(9);
        double price = hasPrice ? row.GetDouble(9) : 0;
        int hour = at.Hour;
        DayOfWeek weekday = at.DayOfWeek;

        vector[0] = (float)distance;
        vector[1] = (float)Math.Log(1 + distance);
        vector[2] = (float)((distance - BookingFeatures.MeanDistance) / BookingFeatures.SpreadOfDistance);
        vector[3] = (float)price;
        vector[4] = hasPrice ? 1 : 0;
        vector[5] = hasPrice ? (float)(price / (distance + 1)) : float.NaN;
        vector[6] = hour;
        vector[7] = (int)weekday;
        vector[8] = at.Month;
        vector[9] = at.DayOfYear;
        vector[10] = weekday is DayOfWeek.Saturday or DayOfWeek.Sunday ? 1 : 0;
        vector[11] = hour is (>= 7 and <= 9) or (>= 16 and <= 18) ? 1 : 0;
        vector[12] = (float)(at - bookedAt).TotalDays;
        vector[13] = row.IsNull(10) ? 3 : row.GetInt64(10) switch { < 18 => 0, < 65 => 1, _ => 2 };
        vector[14] = Math.Min(Math.Max(row.GetInt64(11), 1), 9);
        vector[15] = row.IsNull(6) || row.GetString(6).Length == 0 ? 0 : 1;
        vector[16] = row.GetString(7).EndsWith(".edu", StringComparison.Ordinal) ? 1 : 0;
        vector[17] = _near.Contains(row.GetString(5)) ? 1 : 0;

        Span<float> oneHot = vector[FirstAirport..];
        oneHot.Clear();
        oneHot[_airports.GetValueOrDefault(row.GetString(2), BookingFeatures.Airports.Length)] = 1;
        vector[_firstCarrier + _carriers.GetValueOrDefault(row.GetString(4), BookingFeatures.Carriers.Length)] = 1;
    }

    private static FrozenDictionary<string, int> Indexed(string[] values) =>
        values.Index().ToFrozenDictionary(entry => entry.Item, entry => entry.Index, StringComparer.Ordinal);
}
