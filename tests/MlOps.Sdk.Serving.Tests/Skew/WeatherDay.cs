using System.Globalization;

namespace MlOps.Sdk.Serving.Tests.Skew;

/// <summary>A day of Seattle's weather, with an instant, texts, absences and Booleans beside what was measured.</summary>
public sealed record WeatherDay(
    DateOnly Date, DateTime Measured, double Precipitation, double? TemperatureMax, double? TemperatureMin, double Wind, long? Gusts, bool Weekend, string Station,
    string? Remarks, string Weather)
{
    private static readonly string[] s_stations = ["Sea-Tac", "Sand Point", "Çiğli İskelesi", "Straße 🌧", "İ", "ı", "" ];

    /// <summary>The rows of the file; what it lacks is made up of the others, always alike.</summary>
    public static IReadOnlyList<WeatherDay> Read() =>
        [.. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Skew", "seattle-weather.csv")).Skip(1).Select((line, index) => Parse(line.Split(','), index))];

    private static WeatherDay Parse(string[] cells, int index)
    {
        DateOnly date = DateOnly.ParseExact(cells[0], "yyyy-MM-dd", CultureInfo.InvariantCulture);
        double[] numbers = [.. cells[1..5].Select(cell => double.Parse(cell, CultureInfo.InvariantCulture))];
        string station = s_stations[index * 31 % s_stations.Length];
        return new(
            date,
            date.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc).AddSeconds(index * 7919L % 86400).AddMicroseconds(index),
            numbers[0],
            index % 11 == 0 ? null : numbers[1],
            index % 17 == 0 ? null : numbers[2],
            numbers[3],
            index % 5 == 0 ? null : (long)(numbers[3] * 10),
            date.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday,
            station,
            index % 13 == 0 ? null : $"{station}: {(numbers[3] > 4 ? "STRONG wind, GISTS" : "calm; ılık")} {(numbers[1] > 15 ? "Warm/dry" : "cold & wet")}\n{index % 40} IŞIK",
            cells[5]);
    }
}
