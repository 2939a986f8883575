using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Linq.Expressions;
using MlOps.Sdk.Algebra;
using MlOps.Sdk.Algebra.Dialects;
using MlOps.Sdk.Data;

namespace MlOps.Sdk.Core.Tests.Algebra;

/// <summary>Lambdas and what becomes of them, shown as the SQL that is printed for them.</summary>
[SuppressMessage("Globalization", "CA1304", Justification = "What depends on the culture is refused; that is tested.")]
[SuppressMessage("Globalization", "CA1305", Justification = "What depends on the culture is refused; that is tested.")]
public sealed class TranslationTests
{
    private sealed record Flight(
        string Id, string? Carrier, int Distance, double Delay, double? Wind, int? Gate, bool Late, bool? Diverted, DateOnly Day, DateTime Departure, float Weight);

    private static string Sql(Expression<Func<Flight, object?>> lambda) => DuckDbDialect.Scalar(ExpressionTranslator.TranslateScalar(Unboxed(lambda)));

    private static LambdaExpression Unboxed<T>(Expression<Func<T, object?>> lambda) =>
        Expression.Lambda(lambda.Body is UnaryExpression { NodeType: ExpressionType.Convert } boxed && boxed.Type == typeof(object) ? boxed.Operand : lambda.Body, lambda.Parameters);

    private static string Problem(Expression<Func<Flight, object?>> lambda) =>
        Assert.Throws<TranslationException>(() => ExpressionTranslator.TranslateScalar(Unboxed(lambda))).Message;

    [Fact]
    public void Arithmetic_is_printed_with_brackets_only_where_they_are_needed()
    {
        Assert.Equal("\"Distance\" + 1", Sql(f => f.Distance + 1));
        Assert.Equal("(\"Distance\" + 1) * 2", Sql(f => (f.Distance + 1) * 2));
        Assert.Equal("\"Distance\" - (\"Distance\" - 3)", Sql(f => f.Distance - (f.Distance - 3)));
        Assert.Equal("\"Delay\" / 2e0", Sql(f => f.Delay / 2));
        Assert.Equal("\"Distance\"::DOUBLE / \"Delay\"", Sql(f => f.Distance / f.Delay));
        Assert.Equal("\"Distance\" // 60", Sql(f => f.Distance / 60));
        Assert.Equal("\"Distance\" % 7", Sql(f => f.Distance % 7));
        Assert.Equal("(- \"Delay\")", Sql(f => -f.Delay));
        Assert.StartsWith("CASE WHEN trunc(\"Delay\")::BIGINT NOT BETWEEN -2147483648 AND 2147483647 THEN error(", Sql(f => (int)f.Delay), StringComparison.Ordinal);
        Assert.Equal("trunc(\"Delay\")::BIGINT", Sql(f => (long)f.Delay));
    }

    [Fact]
    public void A_comparison_that_can_meet_neither_null_nor_NaN_is_printed_as_it_is()
    {
        Assert.Equal("\"Distance\" > 100", Sql(f => f.Distance > 100));
        Assert.Equal("\"Delay\" < 15e0", Sql(f => f.Delay < 15));
        Assert.Equal("\"Delay\" = 15e0", Sql(f => f.Delay == 15));
        Assert.Equal("\"Id\" = 'a''b'", Sql(f => f.Id == "a'b"));
        Assert.Equal("\"Day\" >= DATE '2013-04-28'", Sql(f => f.Day >= new DateOnly(2013, 4, 28)));
    }

    [Fact]
    public void A_comparison_that_can_meet_null_or_NaN_is_corrected()
    {
        Assert.Equal("\"Delay\" > 15e0 AND NOT isnan(\"Delay\")", Sql(f => f.Delay > 15));
        Assert.Equal("coalesce(\"Gate\" > 3, false)", Sql(f => f.Gate > 3));
        Assert.Equal("\"Gate\" IS DISTINCT FROM 3", Sql(f => f.Gate != 3));
        Assert.Equal("coalesce(\"Carrier\" = 'AA', false)", Sql(f => f.Carrier == "AA"));
        Assert.Equal("\"Carrier\" IS NOT DISTINCT FROM \"Carrier\"", Sql(f => f.Carrier == f.Carrier!.ToString()));
    }

    [Fact]
    public void Null_is_asked_for_and_replaced()
    {
        Assert.Equal("\"Carrier\" IS NULL", Sql(f => f.Carrier == null));
        Assert.Equal("\"Wind\" IS NOT NULL", Sql(f => f.Wind.HasValue));
        Assert.Equal("true", Sql(f => f.Id != null));
        Assert.Equal("coalesce(\"Wind\", 0e0)", Sql(f => f.Wind ?? 0));
        Assert.Equal("coalesce(\"Gate\", 0::BIGINT)", Sql(f => f.Gate.GetValueOrDefault()));
        Assert.Equal("coalesce(\"Gate\", 7::BIGINT)", Sql(f => f.Gate.GetValueOrDefault(7)));
        Assert.Equal(
            "coalesce(\"Gate\", error('column ''Gate'' is null where a value is required; filter such rows out, or give a value with ??'))",
            Sql(f => f.Gate!.Value));
    }

    [Fact]
    public void Captured_values_and_constant_parts_are_evaluated_at_translation()
    {
        int limit = 5;
        DateTime start = new(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        Assert.Equal("\"Distance\" < 15", Sql(f => f.Distance < limit * 3));
        Assert.Equal("\"Departure\" > TIMESTAMP '2020-01-02 00:00:00.000000'", Sql(f => f.Departure > start.AddDays(1)));
        Assert.Equal("\"Day\" > DATE '0001-01-01'", Sql(f => f.Day > DateOnly.MinValue));
        Assert.Equal("\"Delay\" / 3.141592653589793e0", Sql(f => f.Delay / Math.PI));
        Assert.Equal("\"Id\" || 'x'", Sql(f => f.Id + 'x'));
    }

    [Fact]
    public void What_gives_another_value_each_time_is_refused()
    {
        Assert.Equal(
            "'DateTime.UtcNow': DateTime.UtcNow gives another value each time, and nothing that decides a run's result may live outside of the plan. "
            + "Compute the value before and capture it in a variable, so that it is fixed and seen.",
            Problem(f => f.Departure < DateTime.UtcNow));
        Assert.Contains("Guid.NewGuid", Problem(f => f.Id == Guid.NewGuid().ToString()), StringComparison.Ordinal);
        Assert.Contains("Random", Problem(f => f.Delay > Random.Shared.NextDouble()), StringComparison.Ordinal);
    }

    [Fact]
    public void Texts_are_joined_and_taken_apart()
    {
        Assert.Equal("concat(\"Id\", '-', \"Carrier\")", Sql(f => f.Id + "-" + f.Carrier));
        Assert.Equal("\"Id\" || \"Distance\"::VARCHAR", Sql(f => f.Id + f.Distance));
        Assert.Equal("upper(\"Id\")", Sql(f => f.Id.ToUpperInvariant()));
        Assert.Equal("contains(\"Carrier\", 'A')", Sql(f => f.Carrier!.Contains('A')));
        Assert.Equal("strpos(\"Id\", 'x') - 1", Sql(f => f.Id.IndexOf("x", StringComparison.Ordinal)));
        Assert.Equal("coalesce(\"Carrier\" = '', true)", Sql(f => string.IsNullOrEmpty(f.Carrier)));
        Assert.Equal("\"Id\" < 'b'", Sql(f => string.CompareOrdinal(f.Id, "b") < 0));
    }

    [Fact]
    public void Days_and_instants_are_taken_apart_and_parsed()
    {
        string pattern = "d/M/yyyy";
        Assert.Equal("dayofweek(\"Day\")", Sql(f => (int)f.Day.DayOfWeek));
        Assert.Equal("dayofweek(\"Day\") = 1", Sql(f => f.Day.DayOfWeek == DayOfWeek.Monday));
        Assert.Equal("hour(\"Departure\")", Sql(f => f.Departure.Hour));
        Assert.Equal("(epoch_us(\"Departure\") - epoch_us(\"Departure\")) / 3600000000e0", Sql(f => (f.Departure - f.Departure).TotalHours));
        Assert.Contains("strptime(\"Id\", '%d/%m/%Y')::DATE", Sql(f => DateOnly.ParseExact(f.Id, pattern, CultureInfo.InvariantCulture)), StringComparison.Ordinal);
    }

    [Fact]
    public void Membership_in_a_collection_known_beforehand_is_IN()
    {
        string[] carriers = ["AA", "DL"];
        List<int?> gates = [1, null];
        Assert.Equal("\"Id\" IN ('AA', 'DL')", Sql(f => carriers.Contains(f.Id)));
        Assert.Equal("coalesce(\"Carrier\" IN ('AA', 'DL'), false)", Sql(f => new[] { "AA", "DL" }.Contains(f.Carrier)));
        Assert.Equal("\"Distance\" IN (1, 2)", Sql(f => new HashSet<int> { 1, 2 }.Contains(f.Distance)));
        Assert.Equal("\"Gate\" IS NULL OR coalesce(\"Gate\" IN (1), false)", Sql(f => gates.Contains(f.Gate)));
        Assert.Equal("false", Sql(f => Array.Empty<string>().Contains(f.Id)));
    }

    [Fact]
    public void What_may_fail_is_evaluated_only_behind_what_guards_it()
    {
        Assert.Equal("\"Distance\" > 0 AND \"Late\"", Sql(f => f.Distance > 0 && f.Late));
        Assert.Equal(
            "CASE WHEN \"Distance\" > 0 THEN 100 // CASE WHEN \"Distance\" = 0 THEN error('division by zero') ELSE \"Distance\" END > 3 ELSE false END",
            Sql(f => f.Distance > 0 && 100 / f.Distance > 3));
    }

    [Fact]
    public void Every_problem_of_a_lambda_is_told_with_what_to_write_instead()
    {
        string message = Problem(f => f.Id.ToUpper() == "A" && f.Delay.ToString() == "1" && f.Departure.AddTicks(1) > f.Departure);
        Assert.Equal(
            [
                "'f.Id.ToUpper()': it depends on the machine's culture; write ToUpperInvariant().",
                "'f.Delay.ToString()': how a double is written differs between engines; only whole numbers and Booleans can be written as texts.",
                "'f.Departure.AddTicks(1)': instants are whole microseconds; write AddMicroseconds.",
            ],
            message.Split(Environment.NewLine));
    }

    [Fact]
    public void A_problem_within_a_known_call_is_told_once()
    {
        Assert.Equal("'f.Id.ToUpper()': it depends on the machine's culture; write ToUpperInvariant().", Problem(f => f.Id.ToUpper().Length));
    }

    [Fact]
    public void Whether_overflow_is_checked_makes_no_difference()
    {
        Assert.Equal(Sql(f => (int)f.Day.DayOfWeek), Sql(f => checked((int)f.Day.DayOfWeek)));
        Assert.Equal(Sql(f => f.Distance * 2), Sql(f => checked(f.Distance * 2)));
    }

    [Fact]
    public void A_number_that_may_be_negative_has_no_cast_to_an_unsigned_type()
    {
        Assert.Equal("'(UInt32)f.Distance': there is no cast to UInt32; write (int) or (long).", Problem(f => (uint)f.Distance));
    }

    [Fact]
    public void An_unknown_method_is_answered_with_those_that_there_are()
    {
        string message = Problem(f => Math.IEEERemainder(f.Delay, 2));
        Assert.StartsWith("'Math.IEEERemainder(f.Delay, 2)': Math.IEEERemainder has no counterpart in the algebra with these arguments; of Math there are Abs, Acos, Acosh, Asin", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Cells_of_a_dynamic_row_are_read_as_the_cast_says()
    {
        static string Dynamic(Expression<Func<Row, object?>> lambda, Schema? schema = null) =>
            DuckDbDialect.Scalar(ExpressionTranslator.TranslateScalar(Unboxed(lambda), schema));

        Assert.Equal("\"Speed\"", Dynamic(row => (double?)row["Speed"]));
        Assert.StartsWith("coalesce(\"Speed\", error('column ''Speed'' is null", Dynamic(row => (double)row["Speed"]), StringComparison.Ordinal);
        Schema schema = new([new("Speed", DataType.Int64, Nullable: false), new("Make", DataType.String)]);
        Assert.Equal("\"Speed\"::DOUBLE", Dynamic(row => (double)row["Speed"], schema));
        Assert.Equal(
            "'(double)row[\"Sped\"]': there is no column 'Sped'; did you mean 'Speed'?.",
            Assert.Throws<TranslationException>(() => Dynamic(row => (double)row["Sped"], schema)).Message);
        Assert.Equal(
            "'(double)row[\"Make\"]': column 'Make' is a String and can't be read as a Double.",
            Assert.Throws<TranslationException>(() => Dynamic(row => (double)row["Make"], schema)).Message);
        Assert.Contains("must be said by a cast", Assert.Throws<TranslationException>(() => Dynamic(row => row["Make"])).Message, StringComparison.Ordinal);
    }
}
