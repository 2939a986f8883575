namespace MlOps.Sdk.Algebra.Functions;

/// <summary>What the date functions do in .NET.</summary>
internal static class Calendar
{
    public static DateOnly AddDays(DateOnly date, long days) => days is >= -3652058 and <= 3652058 && date.DayNumber + days is >= 0 and <= 3652058
        ? date.AddDays((int)days)
        : throw OutOfRange(date, days, "days");

    public static DateOnly AddMonths(DateOnly date, long months) =>
        months is >= -120000 and <= 120000 && (date.Year * 12) + date.Month - 1 + months is >= 12 and <= 119999
            ? date.AddMonths((int)months)
            : throw OutOfRange(date, months, "months");

    public static double Microseconds(DateTime later, DateTime earlier) => (later.Ticks - earlier.Ticks) / TimeSpan.TicksPerMicrosecond;

    private static EvaluationException OutOfRange(DateOnly date, long count, string unit) =>
        new($"{date:yyyy-MM-dd} plus {count} {unit} is beyond the years 1 to 9999.");
}
