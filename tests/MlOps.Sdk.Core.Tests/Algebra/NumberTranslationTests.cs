using System.Linq.Expressions;
using MlOps.Sdk.Algebra;
using MlOps.Sdk.Algebra.Dialects;

namespace MlOps.Sdk.Core.Tests.Algebra;

/// <summary>What is written with Math, Convert and casts, as the SQL that is printed for it.</summary>
public sealed class NumberTranslationTests
{
    private sealed record Flight(int Gate, long Distance, double Delay, double? Wind, bool Late);

    private static ScalarNode Node<T>(Expression<Func<Flight, T>> lambda) => ExpressionTranslator.TranslateScalar(lambda);

    private static string DuckDb<T>(Expression<Func<Flight, T>> lambda) => DuckDbDialect.Scalar(Node(lambda));

    private static string GoogleSql<T>(Expression<Func<Flight, T>> lambda) => GoogleSqlDialect.Scalar(Node(lambda));

    private static string Python<T>(Expression<Func<Flight, T>> lambda) => PythonDialect.Scalar(Node(lambda));

    private static string Problem<T>(Expression<Func<Flight, T>> lambda) => Assert.Throws<TranslationException>(() => Node(lambda)).Message;

    [Fact]
    public void Convert_is_a_cast_or_a_comparison_with_0()
    {
        Assert.Equal("CAST(`Late` AS INT64)", GoogleSql(f => Convert.ToInt32(f.Late)));
        Assert.Equal("CAST(`Late` AS INT64)", GoogleSql(f => Convert.ToInt64(f.Late)));
        Assert.Equal("float(row.Late)", Python(f => Convert.ToDouble(f.Late)));
        Assert.Equal("CAST(`Distance` AS FLOAT64)", GoogleSql(f => Convert.ToDouble(f.Distance)));
        Assert.Equal("`Gate`", GoogleSql(f => Convert.ToInt64(f.Gate)));
        Assert.Equal("`Delay`", GoogleSql(f => Convert.ToDouble(f.Delay)));
        Assert.Equal("\"Late\"", DuckDb(f => Convert.ToBoolean(f.Late)));
        Assert.Equal("\"Distance\" <> 0", DuckDb(f => Convert.ToBoolean(f.Distance)));
        Assert.Equal("\"Delay\" <> 0e0", DuckDb(f => Convert.ToBoolean(f.Delay)));
    }

    [Fact]
    public void Convert_rounds_where_a_cast_cuts_off()
    {
        Assert.Equal("cut_off(rounded(round, row.Delay))", Python(f => Convert.ToInt64(f.Delay)));
        Assert.Equal("cut_off(row.Delay)", Python(f => (long)f.Delay));
        Assert.Equal("int32(cut_off(rounded(round, row.Delay)))", Python(f => Convert.ToInt32(f.Delay)));
    }

    [Fact]
    public void Only_what_may_not_fit_into_an_int_is_checked()
    {
        Assert.Equal("int32(row.Distance)", Python(f => Convert.ToInt32(f.Distance)));
        Assert.Equal("row.Gate", Python(f => Convert.ToInt32(f.Gate)));
        Assert.Equal("int32(row.Distance)", Python(f => (int)f.Distance));
        Assert.Equal("row.Gate", Python(f => (long)f.Gate));
    }

    [Fact]
    public void A_number_that_may_be_null_is_asked_for_before_it_is_converted()
    {
        Assert.Equal("float(row.Gate)", Python(f => (double)f.Gate));
        Assert.StartsWith("cut_off(otherwise(row.Wind, lambda: fail(", Python(f => (long)f.Wind!), StringComparison.Ordinal);
        Assert.Equal("None if row.Wind is None else cut_off(row.Wind)", Python(f => (long?)f.Wind));
    }

    [Fact]
    public void Every_way_to_round_has_its_function()
    {
        Assert.Equal("ROUND(`Delay`)", GoogleSql(f => Math.Round(f.Delay, MidpointRounding.AwayFromZero)));
        Assert.Equal(
            "CASE WHEN ABS(`Delay` - TRUNC(`Delay`)) = 0.5e0 THEN 2e0 * ROUND(`Delay` / 2e0) ELSE ROUND(`Delay`) END",
            GoogleSql(f => Math.Round(f.Delay, MidpointRounding.ToEven)));
        Assert.Equal("TRUNC(`Delay`)", GoogleSql(f => Math.Round(f.Delay, MidpointRounding.ToZero)));
        Assert.Equal("FLOOR(`Delay`)", GoogleSql(f => Math.Round(f.Delay, MidpointRounding.ToNegativeInfinity)));
        Assert.Equal("CEIL(`Delay`)", GoogleSql(f => Math.Round(f.Delay, MidpointRounding.ToPositiveInfinity)));
        Assert.Equal("IF(ABS(`Delay`) < 10000000000000000.0, ROUND(`Delay` * 100.0) / 100.0, `Delay`)", GoogleSql(f => Math.Round(f.Delay, 2, MidpointRounding.AwayFromZero)));
        Assert.Equal("round_digits(round, row.Delay, 100.0)", Python(f => Math.Round(f.Delay, 2)));
        Assert.Equal("'Math.Round(f.Delay, f.Gate)': the digits must be a constant from 0 to 15.", Problem(f => Math.Round(f.Delay, f.Gate)));
    }

    [Fact]
    public void The_lesser_of_two_is_corrected_only_for_what_they_may_be()
    {
        Assert.Equal("least(\"Gate\", 3)", DuckDb(f => Math.Min(f.Gate, 3)));
        Assert.Equal("LEAST(`Delay`, 60.0)", GoogleSql(f => Math.Min(f.Delay, 60)));
        Assert.Equal("GREATEST(CAST(`Gate` AS FLOAT64), 0.0)", GoogleSql(f => Math.Max((double)f.Gate, 0)));
        Assert.Equal("IF(`Delay` = 0.0, IF(IEEE_DIVIDE(1, `Delay`) < 0, 0.0, `Delay`), GREATEST(`Delay`, 0.0))", GoogleSql(f => Math.Max(f.Delay, 0)));
    }

    [Fact]
    public void Bounds_that_are_crossed_are_refused_if_they_are_known()
    {
        Assert.Equal("CASE WHEN 1 > `Gate` THEN 1 WHEN `Gate` > 3 THEN 3 ELSE `Gate` END", GoogleSql(f => Math.Clamp(f.Gate, 1, 3)));
        Assert.Equal("'Math.Clamp(f.Gate, 3, 1)': the lower bound 3 is above the upper one 1; exchange them.", Problem(f => Math.Clamp(f.Gate, 3, 1)));
        Assert.Contains("ERROR('the lower bound is above the upper one')", GoogleSql(f => Math.Clamp(f.Delay, 0, f.Gate)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_logarithm_to_a_constant_base_is_a_plain_quotient()
    {
        Assert.EndsWith("END / ln(10e0)", DuckDb(f => Math.Log(f.Delay, 10)), StringComparison.Ordinal);
        Assert.StartsWith("CASE WHEN \"Delay\" = 1 OR 2e0 <> 1 AND ", DuckDb(f => Math.Log(2, f.Delay)), StringComparison.Ordinal);
    }

    [Fact]
    public void Numbers_that_are_none_are_asked_for_by_name()
    {
        Assert.Equal("IS_NAN(`Delay`)", GoogleSql(f => double.IsNaN(f.Delay)));
        Assert.Equal("math.isinf(row.Delay)", Python(f => double.IsInfinity(f.Delay)));
        Assert.Equal("isfinite(\"Delay\")", DuckDb(f => double.IsFinite(f.Delay)));
        Assert.Equal("'Double.IsPositiveInfinity(f.Delay)': write == double.PositiveInfinity.", Problem(f => double.IsPositiveInfinity(f.Delay)));
    }

    [Fact]
    public void What_Convert_has_no_counterpart_for_is_answered_with_what_has_one()
    {
        Assert.Equal("'Convert.ToSingle(f.Delay)': write Convert.ToDouble(…); there is no 32-bit float.", Problem(f => Convert.ToSingle(f.Delay)));
        Assert.Equal("'Convert.ToInt16(f.Gate)': write Convert.ToInt32(…); whole numbers are int or long.", Problem(f => Convert.ToInt16(f.Gate)));
    }
}
