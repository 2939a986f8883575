using System.Globalization;
using System.Linq.Expressions;
using MlOps.Sdk.Algebra;
using MlOps.Sdk.Algebra.Dialects;

namespace MlOps.Sdk.Core.Tests.Algebra;

/// <summary>Lambdas over days and instants, and what becomes of them in each language.</summary>
public sealed class DateTranslationTests
{
    private sealed record Visit(DateOnly Day, DateTime At, DateTime Until, DateTime? Left, int Year, int Count, long Epoch, double Hours, string Form);

    private static string Duck(Expression<Func<Visit, object?>> lambda) => DuckDbDialect.Scalar(Translated(lambda));

    private static string Google(Expression<Func<Visit, object?>> lambda) => GoogleSqlDialect.Scalar(Translated(lambda));

    private static string Python(Expression<Func<Visit, object?>> lambda) => PythonDialect.Scalar(Translated(lambda));

    private static string Problem(Expression<Func<Visit, object?>> lambda) => Assert.Throws<TranslationException>(() => Translated(lambda)).Message;

    private static ScalarNode Translated(Expression<Func<Visit, object?>> lambda) => ExpressionTranslator.TranslateScalar(Expression.Lambda(
        lambda.Body is UnaryExpression { NodeType: ExpressionType.Convert } boxed && boxed.Type == typeof(object) ? boxed.Operand : lambda.Body, lambda.Parameters));

    [Fact]
    public void Parts_say_their_zone_where_the_engine_has_one()
    {
        Assert.Equal("EXTRACT(YEAR FROM `Day`)", Google(v => v.Day.Year));
        Assert.Equal("EXTRACT(HOUR FROM `At` AT TIME ZONE 'UTC')", Google(v => v.At.Hour));
        Assert.Equal("EXTRACT(DAYOFWEEK FROM `Day`) - 1", Google(v => (int)v.Day.DayOfWeek));
        Assert.Equal("read_date(row.Day).isocalendar()[1]", Python(v => ISOWeek.GetWeekOfYear(v.Day)));
        Assert.Equal("isoyear(\"At\")", Duck(v => ISOWeek.GetYear(v.At)));
        Assert.Equal("millisecond(\"At\") % 1000", Duck(v => v.At.Millisecond));
    }

    [Fact]
    public void A_quarter_is_recognised_in_its_arithmetic()
    {
        Assert.Equal("quarter(\"Day\")", Duck(v => (v.Day.Month + 2) / 3));
        Assert.Equal("EXTRACT(QUARTER FROM `At` AT TIME ZONE 'UTC')", Google(v => ((v.At.Month - 1) / 3) + 1));
        Assert.Equal("(month(\"Day\") + 3) // 3", Duck(v => (v.Day.Month + 3) / 3));
    }

    [Fact]
    public void A_day_built_of_the_parts_of_one_is_a_truncation()
    {
        Assert.Equal("date_trunc('month', \"Day\")::DATE", Duck(v => new DateOnly(v.Day.Year, v.Day.Month, 1)));
        Assert.Equal("DATE_TRUNC(`Day`, YEAR)", Google(v => new DateOnly(v.Day.Year, 1, 1)));
        Assert.Equal("DATE_TRUNC(`Day`, QUARTER)", Google(v => new DateOnly(v.Day.Year, ((v.Day.Month - 1) / 3 * 3) + 1, 1)));
        Assert.Equal("TIMESTAMP_TRUNC(`At`, DAY, 'UTC')", Google(v => v.At.Date));
        Assert.Equal("date_trunc('day', \"At\")", Duck(v => new DateTime(v.At.Year, v.At.Month, v.At.Day)));
        Assert.Equal("TIMESTAMP_TRUNC(`At`, HOUR, 'UTC')", Google(v => new DateTime(v.At.Year, v.At.Month, v.At.Day, v.At.Hour, 0, 0, DateTimeKind.Utc)));
        Assert.Equal(
            "read_timestamp(row.At).replace(second=0, microsecond=0)",
            Python(v => new DateTime(v.At.Year, v.At.Month, v.At.Day, v.At.Hour, v.At.Minute, 0)));
    }

    [Fact]
    public void A_day_built_of_the_parts_of_two_is_none()
    {
        Assert.Equal("make_date(year(\"Day\"), month(\"At\"), 1::BIGINT)", Duck(v => new DateOnly(v.Day.Year, v.At.Month, 1)));
        Assert.Equal("make_date(year(\"At\"), month(\"Until\"), 1::BIGINT)::TIMESTAMP", Duck(v => new DateTime(v.At.Year, v.Until.Month, 1)));
    }

    [Fact]
    public void The_Monday_of_a_week_is_said_by_arithmetic_or_by_ISOWeek()
    {
        Assert.Equal("DATE_TRUNC(`Day`, ISOWEEK)", Google(v => v.Day.AddDays(-(((int)v.Day.DayOfWeek + 6) % 7))));
        Assert.Equal("TIMESTAMP_TRUNC(`At`, ISOWEEK, 'UTC')", Google(v => v.At.Date.AddDays(-(((int)v.At.DayOfWeek + 6) % 7))));
        Assert.Equal(
            "date_trunc('week', \"Day\")::DATE",
            Duck(v => ISOWeek.ToDateOnly(ISOWeek.GetYear(v.Day), ISOWeek.GetWeekOfYear(v.Day), DayOfWeek.Monday)));
    }

    [Fact]
    public void What_is_built_of_any_numbers_is_checked_where_it_may_be_none()
    {
        Assert.Equal(
            "CASE WHEN \"Year\" NOT BETWEEN 1 AND 9999 THEN error('there is no such day; the years are 1 to 9999') ELSE make_date(\"Year\", 1::BIGINT, 1::BIGINT) END",
            Duck(v => new DateOnly(v.Year, 1, 1)));
        Assert.Equal(
            "CASE WHEN `Year` NOT BETWEEN 1 AND 9999 THEN ERROR('there is no such day; the years are 1 to 9999') ELSE DATE(`Year`, 1, 1) END",
            Google(v => new DateOnly(v.Year, 1, 1)));
        Assert.Equal("datetime.datetime(row.Year, 1, 2, 3, 4, 5)", Python(v => new DateTime(v.Year, 1, 2, 3, 4, 5, DateTimeKind.Utc)));
        Assert.Equal("TIMESTAMP(`Day`, 'UTC')", Google(v => v.Day.ToDateTime(TimeOnly.MinValue)));
    }

    [Fact]
    public void Spans_are_added_in_their_unit()
    {
        Assert.Equal(
            "CASE WHEN \"At\" > TIMESTAMP '9999-12-31 22:59:59.999999' THEN error('an instant is beyond the years 1 to 9999') ELSE \"At\" + INTERVAL 1 HOUR END",
            Duck(v => v.At.AddHours(1)));
        Assert.Equal("TIMESTAMP_ADD(`At`, INTERVAL (-7) DAY)", Google(v => v.At.AddDays(-7)));
        Assert.Equal("TIMESTAMP_ADD(`At`, INTERVAL `Count` MINUTE)", Google(v => v.At.AddMinutes(v.Count)));
        Assert.Equal("TIMESTAMP_ADD(`At`, INTERVAL CAST(`Hours` * 3600000000.0 AS INT64) MICROSECOND)", Google(v => v.At.AddHours(v.Hours)));
        Assert.Equal("read_timestamp(row.At) + datetime.timedelta(seconds=90)", Python(v => v.At.AddSeconds(90)));
        Assert.Equal("DATE_ADD(`Day`, INTERVAL 1 MONTH)", Google(v => v.Day.AddMonths(1)));
        Assert.Equal("DATE_ADD(`Day`, INTERVAL `Count` YEAR)", Google(v => v.Day.AddYears(v.Count)));
        Assert.Equal("add_months(read_timestamp(row.At), 12 * 2)", Python(v => v.At.AddYears(2)));
    }

    [Fact]
    public void Differences_have_a_unit()
    {
        Assert.Equal("TIMESTAMP_DIFF(`Until`, `At`, MICROSECOND) / 60000000.0", Google(v => (v.Until - v.At).TotalMinutes));
        Assert.Equal("TIMESTAMP_DIFF(`Until`, `At`, DAY)", Google(v => (v.Until - v.At).Days));
        Assert.Equal("date_sub('day', \"At\", \"Until\")", Duck(v => (v.Until - v.At).Days));
        Assert.Equal("microseconds_of_day(read_timestamp(row.At)) / 3600000000.0", Python(v => v.At.TimeOfDay.TotalHours));
        Assert.Equal("\"Day\" - DATE '0001-01-01' - 5", Duck(v => v.Day.DayNumber - 5));
    }

    [Fact]
    public void What_may_be_null_is_asked_first()
    {
        Assert.Equal(
            "CASE WHEN `Left` IS NULL THEN CAST(NULL AS FLOAT64) ELSE TIMESTAMP_DIFF(IFNULL(`Left`, ERROR('column \\'Left\\' is null where a value is required; "
            + "filter such rows out, or give a value with ??')), `At`, MICROSECOND) / 3600000000.0 END",
            Google(v => v.Left == null ? null : (double?)(v.Left.Value - v.At).TotalHours));
        Assert.Equal("EXTRACT(YEAR FROM IFNULL(`Left`, `At`) AT TIME ZONE 'UTC')", Google(v => (v.Left ?? v.At).Year));
    }

    [Fact]
    public void Unix_time_goes_there_and_back()
    {
        Assert.Equal("UNIX_SECONDS(`At`)", Google(v => new DateTimeOffset(v.At, TimeSpan.Zero).ToUnixTimeSeconds()));
        Assert.Equal("UNIX_MILLIS(`At`)", Google(v => new DateTimeOffset(v.At, TimeSpan.Zero).ToUnixTimeMilliseconds()));
        Assert.Equal("TIMESTAMP_SECONDS(`Epoch`)", Google(v => DateTimeOffset.FromUnixTimeSeconds(v.Epoch).UtcDateTime));
        Assert.Equal("TIMESTAMP_SECONDS(`Epoch`)", Google(v => DateTime.UnixEpoch.AddSeconds(v.Epoch)));
        Assert.Equal("datetime.datetime(1970, 1, 1) + datetime.timedelta(milliseconds=row.Epoch)", Python(v => DateTime.UnixEpoch.AddMilliseconds(v.Epoch)));
    }

    [Fact]
    public void A_pattern_is_one_template_as_far_as_the_engine_can_say_it()
    {
        Assert.Equal("strftime(\"Day\", '%Y-%m-%d')", Duck(v => v.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)));
        Assert.Equal("FORMAT_DATE('%E4Y-%m-%d', `Day`)", Google(v => v.Day.ToString("O", CultureInfo.InvariantCulture)));
        Assert.Equal("FORMAT_TIMESTAMP('%E4Y-%m-%d %H:%M:%E3S', `At`, 'UTC')", Google(v => v.At.ToString("yyyy-MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture)));
        Assert.Equal(
            "CAST(EXTRACT(DAY FROM `Day`) AS STRING) || FORMAT_DATE('/%m', `Day`)",
            Google(v => v.Day.ToString("d/MM", CultureInfo.InvariantCulture)));
        Assert.Equal("'{0.year:04d}-{0.month:02d}'.format(read_date(row.Day))", Python(v => v.Day.ToString("yyyy-MM", CultureInfo.InvariantCulture)));
    }

    [Fact]
    public void A_pattern_that_differs_between_engines_or_cultures_is_refused()
    {
        Assert.Contains("'MMM' in the pattern 'd MMM' is not supported; use yyyy, M or MM", Problem(v => v.Day.ToString("d MMM", CultureInfo.InvariantCulture)), StringComparison.Ordinal);
        Assert.Contains("the pattern 'd' alone is one of .NET's standard formats", Problem(v => v.Day.ToString("d", CultureInfo.InvariantCulture)), StringComparison.Ordinal);
        Assert.Contains("a DateOnly can't hold a time", Problem(v => v.Day.ToString("yyyy HH", CultureInfo.InvariantCulture)), StringComparison.Ordinal);
        Assert.Contains("must be a constant or a captured variable", Problem(v => v.Day.ToString(v.Form, CultureInfo.InvariantCulture)), StringComparison.Ordinal);
        Assert.Contains("write ToString(\"yyyy-MM-dd\", CultureInfo.InvariantCulture)", Problem(v => v.Day.ToString(CultureInfo.InvariantCulture)), StringComparison.Ordinal);
        Assert.Contains("write ToString(\"yyyy-MM-dd\", CultureInfo.InvariantCulture)", Problem(v => v.At.ToShortDateString()), StringComparison.Ordinal);
    }

    [Fact]
    public void What_has_no_counterpart_is_answered_with_what_has()
    {
        Assert.Contains("write AddMicroseconds", Problem(v => v.At.AddTicks(1)), StringComparison.Ordinal);
        Assert.Contains("ToUnixTimeMilliseconds", Problem(v => v.At.Ticks), StringComparison.Ordinal);
        Assert.Contains("write .AddDays(…), .AddHours(…)", Problem(v => v.At + TimeSpan.FromDays(1)), StringComparison.Ordinal);
        Assert.Contains("write (long)(a - b).TotalHours", Problem(v => (v.Until - v.At).Hours), StringComparison.Ordinal);
        Assert.Contains("write ToDateTime(TimeOnly.MinValue)", Problem(v => v.Day.ToDateTime(new TimeOnly(3, 0))), StringComparison.Ordinal);
        Assert.Contains("and .AddMilliseconds(…)", Problem(v => new DateTime(v.Year, 1, 1, 0, 0, 0, 500, DateTimeKind.Utc)), StringComparison.Ordinal);
        Assert.Contains("write new DateTime(", Problem(v => new DateTime(v.Year, 1, 1, 0, 0, 0, DateTimeKind.Local)), StringComparison.Ordinal);
        Assert.Contains("write ToString(\"yyyy-MM-dd\"", Problem(v => v.Form + v.Day), StringComparison.Ordinal);
        Assert.Contains("write (a - b).TotalDays", Problem(v => v.Until - v.At), StringComparison.Ordinal);
        Assert.Contains("an instant is in UTC already", Problem(v => v.At.ToLocalTime()), StringComparison.Ordinal);
    }
}
