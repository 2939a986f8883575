using MlOps.Sdk.Algebra;

namespace MlOps.Sdk.Benchmarks.Features;

/// <summary>Rows made up once, the same for every program; among them unknown airports and missing values.</summary>
internal static class BookingRows
{
    private const int Count = 1_000;

    public static RowBuffer[] Create()
    {
        Random random = new(7);
        return [.. Enumerable.Range(0, Count).Select(_ => Row(random))];
    }

    private static RowBuffer Row(Random random)
    {
        DateTime at = new DateTime(2024, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddMinutes(random.Next(525_600));
        object?[] values =
        [
            at,
            at.AddMinutes(-random.Next(100_000)),
            random.Next(10) == 0 ? "ZZZ" : Pick(random, BookingFeatures.Airports),
            Pick(random, BookingFeatures.Airports),
            random.Next(20) == 0 ? "??" : Pick(random, BookingFeatures.Carriers),
            Pick(random, ["US", "CA", "MX", "DE", "FR", "JP"]),
            random.Next(3) == 0 ? "SPRING" : null,
            Pick(random, ["someone@example.com", "student@college.edu"]),
            random.NextDouble() * 3_000,
            random.Next(5) == 0 ? null : random.NextDouble() * 500,
            random.Next(4) == 0 ? null : (long)random.Next(1, 90),
            (long)random.Next(0, 12),
            random.Next(2) == 0,
        ];
        RowBuffer row = new(BookingFeatures.Schema);
        for (int column = 0; column < values.Length; column++)
            row.Set(column, values[column]);
        return row;
    }

    // Texts that a parser has made, not the very objects of a vocabulary.
    private static string Pick(Random random, string[] texts) => new(texts[random.Next(texts.Length)].AsSpan());
}
