using MlOps.Sdk.Algebra.Compilation;
using MlOps.Sdk.Algebra.Dialects;
using MlOps.Sdk.Algebra.Translation;
using MlOps.Sdk.Data;

namespace MlOps.Sdk.Algebra.Functions;

/// <summary>The functions of <see cref="Math"/> that look at a number's sign, and those of <see cref="double"/> that ask whether it is one.</summary>
internal static class Signs
{
    public static IReadOnlyList<Function> All => [Abs, Sign, CopySign, IsNaN, IsInfinity, IsFinite];

    private static Function Abs { get; } = new("abs")
    {
        Meaning = "The number without its sign; an error for the least whole number, which has no counterpart.",
        CanFail = call => call.Type == DataType.Int64,
        CSharp = [Form.Of((int x) => Math.Abs(x)), Form.Of((long x) => Math.Abs(x)), Form.Of((double x) => Math.Abs(x))],
        DotNet = DotNetRendering.Of((long x) => Math.Abs(x), (double x) => Math.Abs(x)),
        DuckDb = call => $"abs({call[0]})",
        GoogleSql = call => $"ABS({call[0]})",
        Python = call => call.Node.Type == DataType.Int64 ? $"int64(abs({call[0]}))" : $"abs({call[0]})",
    };

    private static Function Sign { get; } = new("sign")
    {
        Meaning = "−1, 0 or 1 as the number is negative, zero or positive; an error for NaN.",
        CanFail = call => call.Arguments[0].Type == DataType.Double,
        CSharp = [Form.Of((int x) => Math.Sign(x)), Form.Of((long x) => Math.Sign(x)), Form.Of((double x) => Math.Sign(x))],
        DotNet = DotNetRendering.Of((long x) => (long)Math.Sign(x), (double x) => (long)Math.Sign(x)),
        DuckDb = call => call.MayBeNaN(0)
            ? $"CASE WHEN isnan({call[0]}) THEN {DuckDbCall.Error("NaN has no sign")} ELSE sign({call[0]})::BIGINT END"
            : $"sign({call[0]})::BIGINT",
        GoogleSql = call => call.Arguments[0].Type == DataType.Int64 ? $"SIGN({call[0]})"
            : !call.MayBeNaN(0) ? $"CAST(SIGN({call[0]}) AS INT64)"
            : call.Once(one => one.Checked("NaN has no sign", $"CAST(SIGN({one[0]}) AS INT64)", $"IS_NAN({one[0]})")),
        Python = call => $"sign_of({call[0]})",
    };

    private static Function CopySign { get; } = new("copy_sign")
    {
        Meaning = "The first number with the sign of the second; −0 is negative, and NaN, whose sign is up to the processor, counts as positive.",
        CSharp = [Form.Of((double x, double y) => Math.CopySign(x, y))],
        DotNet = DotNetRendering.Of((double x, double y) => Math.CopySign(x, double.IsNaN(y) ? 0 : y)),
        DuckDb = call => $"CASE{(call.MayBeNull(1) ? $" WHEN {call.At(1, Level.Other)} IS NULL THEN NULL" : "")} "
            + $"WHEN signbit({call[1]}) AND NOT isnan({call[1]}) THEN - abs({call[0]}) ELSE abs({call[0]}) END",
        GoogleSql = call => call.Once(one =>
            $"CASE{(one.MayBeNull(1) ? $" WHEN {one.At(1, Level.Other)} IS NULL THEN NULL" : "")} "
            + $"WHEN {one.At(1, Level.Other)} < 0 OR IEEE_DIVIDE(1, {one[1]}) < 0 THEN - ABS({one[0]}) ELSE ABS({one[0]}) END"),
        Python = call => $"copy_sign({call.All})",
    };

    private static Function IsNaN { get; } = new("is_nan")
    {
        Meaning = "Whether the number is NaN.",
        CSharp = [Form.Of((double x) => double.IsNaN(x))],
        DotNet = DotNetRendering.Of((double x) => double.IsNaN(x)),
        DuckDb = call => $"isnan({call[0]})",
        GoogleSql = call => $"IS_NAN({call[0]})",
        Python = call => $"math.isnan({call[0]})",
    };

    private static Function IsInfinity { get; } = new("is_infinity")
    {
        Meaning = "Whether the number is one of the infinities.",
        CSharp = [Form.Of((double x) => double.IsInfinity(x))],
        DotNet = DotNetRendering.Of((double x) => double.IsInfinity(x)),
        DuckDb = call => $"isinf({call[0]})",
        GoogleSql = call => $"IS_INF({call[0]})",
        Python = call => $"math.isinf({call[0]})",
    };

    private static Function IsFinite { get; } = new("is_finite")
    {
        Meaning = "Whether the number is neither NaN nor an infinity.",
        CSharp = [Form.Of((double x) => double.IsFinite(x))],
        DotNet = DotNetRendering.Of((double x) => double.IsFinite(x)),
        DuckDb = call => $"isfinite({call[0]})",
        GoogleSql = call => call.Once(one => new($"NOT (IS_NAN({one[0]}) OR IS_INF({one[0]}))", Level.Not)),
        Python = call => $"math.isfinite({call[0]})",
    };
}
