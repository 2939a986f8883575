using MlOps.Sdk.Algebra.Compilation;
using MlOps.Sdk.Algebra.Dialects;
using MlOps.Sdk.Algebra.Translation;

namespace MlOps.Sdk.Algebra.Functions;

/// <summary>The logarithms: −Infinity of 0, NaN below. DuckDB and GoogleSQL make errors of both.</summary>
internal static class Logarithms
{
    public static IReadOnlyList<Function> All => [Natural, ToBase10, ToBase2, ToBase];

    private static Function Natural { get; } = new("log")
    {
        Meaning = "The natural logarithm; −Infinity of 0, NaN below.",
        Ulps = 1,
        CSharp = [Form.Of((double x) => Math.Log(x))],
        DotNet = DotNetRendering.Of((double x) => Math.Log(x)),
        DuckDb = call => Print(call, 0, x => $"ln({x})"),
        GoogleSql = call => call.Once(one => Print(one, 0, x => $"LN({x})")),
        Python = call => $"logarithm(math.log, {call[0]})",
    };

    private static Function ToBase10 { get; } = new("log10")
    {
        Meaning = "The logarithm to base 10; −Infinity of 0, NaN below.",
        Ulps = 3,
        CSharp = [Form.Of((double x) => Math.Log10(x))],
        DotNet = DotNetRendering.Of((double x) => Math.Log10(x)),
        DuckDb = call => Print(call, 0, x => $"log10({x})"),
        GoogleSql = call => call.Once(one => Print(one, 0, x => $"LOG10({x})")),
        Python = call => $"logarithm(math.log10, {call[0]})",
    };

    private static Function ToBase2 { get; } = new("log2")
    {
        Meaning = "The logarithm to base 2, whole for every power of 2; −Infinity of 0, NaN below.",
        Ulps = 2,
        CSharp = [Form.Of((double x) => Math.Log2(x))],
        DotNet = DotNetRendering.Of((double x) => Math.Log2(x)),
        DuckDb = call => Print(call, 0, x => $"log2({x})"),

        // The quotient is a little off 29 for 2²⁹. The greatest doubles seem to be 2¹⁰²⁴, which POW makes an error.
        GoogleSql = call => call.Once(one => Print(one, 0, x =>
            $"IF(SAFE.POW(2, ROUND(LN({x}) / LN(2))) = {one.At(0, Level.Other)}, ROUND(LN({x}) / LN(2)), LN({x}) / LN(2))")),
        Python = call => $"logarithm(math.log2, {call[0]})",
    };

    private static Function ToBase { get; } = new("log_base")
    {
        Meaning = "log(x) / log(base); NaN to base 1, and to base 0 or Infinity of anything but 1.",
        Ulps = 3,
        CSharp = [Form.Of((double x, double y) => Math.Log(x, y))],
        DotNet = DotNetRendering.Of((double x, double y) => Math.Log(x, y)),
        DuckDb = call => PrintToBase(call, DuckDbText.Number, $"{Print(call, 0, x => $"ln({x})")} / {Print(call, 1, x => $"ln({x})")}"),
        GoogleSql = call => call.Once(one =>
            PrintToBase(one, GoogleSqlText.Number, $"IEEE_DIVIDE({Print(one, 0, x => $"LN({x})")}, {Print(one, 1, x => $"LN({x})")})")),
        Python = call => $"logarithm_to_base({call.All})",
    };

    // NaN passes the first test in DuckDB, because it is above everything, and none in GoogleSQL.
    private static Term Print(DuckDbCall call, int index, Func<string, string> function)
    {
        string x = call.At(index, Level.Other);
        return IsPositive(call, index)
            ? function(call[index])
            : $"CASE WHEN {x} > 0 THEN {function(call[index])} WHEN {x} = 0 THEN '-Infinity'::DOUBLE WHEN {x} < 0 THEN 'NaN'::DOUBLE END";
    }

    private static Term Print(GoogleSqlCall call, int index, Func<string, string> function)
    {
        string x = call.At(index, Level.Other);
        return IsPositive(call, index)
            ? function(call[index])
            : $"CASE WHEN {x} > 0 THEN {function(call[index])} WHEN {x} = 0 THEN {GoogleSqlText.Number(double.NegativeInfinity)} "
                + $"{(call.MayBeNull(index) ? $"WHEN {x} IS NULL THEN NULL " : "")}ELSE {GoogleSqlText.Number(double.NaN)} END";
    }

    private static Term PrintToBase(SqlCall call, Func<double, string> number, string quotient)
    {
        if (IsPositive(call, 1) && call.Arguments[1] is not ConstantNode { Value: 1.0 or double.PositiveInfinity })
            return new(quotient, Level.Product);
        (string x, string b) = (call.At(0, Level.Other), call.At(1, Level.Other));
        string nulls = call.AnyNull is { Length: > 0 } any ? $" WHEN {any} THEN NULL" : "";
        return $"CASE{nulls} WHEN {b} = 1 OR {x} <> 1 AND {b} IN (0, {number(double.PositiveInfinity)}) THEN {number(double.NaN)} ELSE {quotient} END";
    }

    private static bool IsPositive(SqlCall call, int index) => call.Arguments[index] is ConstantNode { Value: > 0.0 };
}
