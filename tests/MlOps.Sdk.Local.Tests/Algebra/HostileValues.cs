using System.Globalization;
using MlOps.Sdk.Data;

namespace MlOps.Sdk.Local.Tests.Algebra;

/// <summary>Values that break careless code, drawn at random.</summary>
public sealed class HostileValues(Random random)
{
    private static readonly long[] s_integers = [0, 1, -1, 2, -2, 3, 7, 10, 100, -100, 3652058, int.MaxValue, int.MinValue, 2147483648, long.MaxValue, long.MinValue, long.MinValue + 1, 9007199254740993];

    private static readonly double[] s_doubles =
    [
        0, -0.0, 1, -1, 0.5, -0.5, 1.5, 2.5, -2.5, 0.1, 3.7, -3.7, double.NaN, double.PositiveInfinity, double.NegativeInfinity, double.MaxValue, double.MinValue,
        double.Epsilon, 1e300, 0.49999999999999994, 4503599627370497.5, 9.2233720368547748e18, 9.2233720368547758e18, -9.2233720368547758e18, 1.235, 2.675, 1e16,
        -0.49999999999999994, 0.125, 2251799813685248.5, -4503599627370495.5, -double.Epsilon, -Math.PI, 709.782712893384, 1e-300, 9007199254740991,
    ];

    private static readonly string[] s_texts =
    [
        "", " ", "a", "b", "A", "ab", "abc", "Abc", "  x \t\n", "\u00a0x", "\v\f1\r", "é", "e\u0301", "ß", "ẞ", "ıI", "İi", "Ǆ", "😀", "a😀b", "\uffff", "'", "''", "\"", "\\", "%_", "--", "/*", "; drop table input",
        "{0}", "null", "NULL", "~", "1:a;", "0", "1", "-1", "+5", " 12 ", "1.5", "1e3", "1.46E+11", "1_000", "0x1F", "1,000", "NaN", "nan", "inf", "-Infinity", "1e400", "-", "+", ".", "5.", ".5", "e5", "1e", "9223372036854775807",
        "9223372036854775808", "-9223372036854775808", "28/4/2013", "1/1/0001", "31/12/9999", "29/2/2000", "29/2/1900", "01/02/2003", "1/13/2000", "28/4/13", " 1/1/2000", "1/1/0000", "2000-01-31", "2000-01-31 05:06:07",
        "2000-01-31 24:00:00", "2000-01-31 23:59:60", "2000-01-31T05:06:07", "٣", "１",
        "true", " FALSE\t", "ŉᾳ", "ΑΣ", "a.b.a", "aba",
    ];

    private static readonly DateOnly[] s_days =
    [
        DateOnly.MinValue, DateOnly.MaxValue, new(2000, 2, 29), new(1900, 2, 28), new(1970, 1, 1), new(1969, 12, 31), new(2024, 12, 31), new(2023, 1, 31), new(2013, 4, 28), new(1582, 10, 4), new(1582, 10, 15), new(9999, 1, 31), new(1, 12, 31), new(999, 3, 1), new(2021, 1, 3),
    ];

    private static readonly DateTime[] s_instants = new[]
    {
        "0001-01-01T00:00:00", "9999-12-31T23:59:59.999999", "1970-01-01T00:00:00", "1969-12-31T23:59:59.999999", "2000-02-29T12:34:56.5", "2024-12-31T23:59:59", "2013-04-28T05:06:07", "0001-01-31T23:59:59.000001", "0999-03-01T00:00:00.1",
        "1582-10-10T12:00:00", "1883-11-18T12:03:58", "1969-12-31T23:59:59.123456", "2013-03-10T07:00:00", "2021-01-03T23:00:00.999", "9999-12-01T00:00:00",
    }.Select(text => DateTime.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal)).ToArray();

    public object? Next(DataType type, bool nullable)
    {
        if (nullable && random.Next(4) == 0)
            return null;
        return type switch
        {
            DataType.Boolean => random.Next(2) == 0,
            DataType.Int64 => s_integers[random.Next(s_integers.Length)],
            DataType.Double => s_doubles[random.Next(s_doubles.Length)],
            DataType.String => s_texts[random.Next(s_texts.Length)],
            DataType.Date => s_days[random.Next(s_days.Length)],
            _ => s_instants[random.Next(s_instants.Length)],
        };
    }
}
