using System.Globalization;
using MlOps.Sdk.Data;

namespace MlOps.Sdk.Reports.Tests.Pages;

/// <summary>Profiles and checks as stages make them.</summary>
internal static class SampleData
{
    public static readonly string[] ColumnNames = ["SpeedIASInKnots", "AirportName", "FlightDate", "WildlifeSize", "Altitude", "Damaged", "OriginState", "Cost"];

    public static DatasetProfile Profile(IEnumerable<string> names, Func<string, string> name, double shift, bool staged)
    {
        ColumnProfile[] columns = [.. names.Select((column, index) => Column(column, index, name, shift))];
        return new DatasetProfile(9_982, [.. columns])
        {
            Label = staged ? new ColumnProfile(name("Damaged"), DataType.Boolean, 0, 2) { Top = [new("false", 8_990), new("true", 992)] } : null,
            Splits = staged
                ? [new SplitProfile("test", 1_997, columns.Select(column => Split(column, 0.2, 3)).ToValueList()), new SplitProfile("train", 7_985, columns.Select(column => Split(column, 0.8, 0)).ToValueList())]
                : [],
        };
    }

    public static Verification Verification(Func<string, string> name, bool fails) => new(9_982,
    [
        new CheckResult(name("5,000 rows at least"), true, "9,982 rows"),
        new CheckResult(name("SpeedIASInKnots in 0..600"), !fails, fails ? "31 of 9,982 rows (0.31 %)" : "every row")
        {
            Failures = fails ? 31 : 0,
            Examples = fails ? [Example(name, "2555"), Example(name, "1400")] : [],
        },
        new CheckResult(name("AircraftMakeModel != \"\""), true, "9,979 of 9,982 rows (99.97 %)") { Failures = 3 },
        new CheckResult(name("FlightDate is newer than 30 days"), false, "the newest row is of 2002-11-13") { Severity = CheckSeverity.Warning },
    ]);

    private static ExampleRow Example(Func<string, string> name, string speed) =>
        new([new(name("SpeedIASInKnots"), speed), new(name("AirportName"), name("DALLAS/FORT WORTH INTL ARPT")), new(name("FlightDate"), null)]);

    private static ColumnProfile Column(string column, int index, Func<string, string> name, double shift) => (index % 4) switch
    {
        1 => new ColumnProfile(column, DataType.String, 12, 214)
        {
            Top = [new(name("DALLAS/FORT WORTH INTL ARPT"), 803), new(name("SACRAMENTO INTL"), 676), new(name("SALT LAKE CITY INTL"), 479), new("", 401), new(name("DENVER INTL AIRPORT"), 300)],
            Label = new Association(AssociationMeasure.CramersV, 0.2114, 7_985),
        },
        2 => new ColumnProfile(column, DataType.Date, 0, 4_512)
        {
            Min = "1990-01-08", Max = "2002-11-13", Histogram = new Histogram(7312, 128, [.. Enumerable.Range(0, 37).Select(bin => 100L + (bin * 7 % 60) + bin)]),
            Label = new Association(AssociationMeasure.Pearson, -0.0391, 7_985),
        },
        3 => new ColumnProfile(column, DataType.Boolean, 0, 2) { Top = [new("false", 8_990), new("true", 992)], Label = new Association(AssociationMeasure.CramersV, 0.03, 7_985) },
        _ => new ColumnProfile(column, DataType.Double, 2_998, 391)
        {
            Min = "0", Max = (400 + shift).ToString(CultureInfo.InvariantCulture), Mean = 136.84 + shift, StandardDeviation = 47.3,
            Quantiles = [new(0.05, 70), new(0.5, 130 + shift), new(0.95, 220)],
            Histogram = new Histogram(0, 16, [.. Enumerable.Range(0, 26).Select(bin => (long)(900 * Math.Exp(-Math.Pow((bin - 8 - (shift / 16)) / 4.0, 2))) + (bin % 3))]),
            Label = new Association(AssociationMeasure.Pearson, 0.1423, 5_590),
        },
    };

    private static ColumnProfile Split(ColumnProfile column, double share, int wave) => column with
    {
        Quantiles = null,
        Histogram = column.Histogram is { } histogram ? histogram with { Counts = histogram.Counts.Select((count, bin) => (long)(count * share) + (bin % 4 * wave)).ToValueList() } : null,
        Top = column.Top.Select(value => value with { Rows = (long)(value.Rows * share) }).ToValueList(),
    };
}
