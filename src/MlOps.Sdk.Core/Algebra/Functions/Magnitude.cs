using MlOps.Sdk.Data;

namespace MlOps.Sdk.Algebra.Functions;

/// <summary>How great a Double can be as far as its node tells: where a sum or product stays finite, engines that refuse overflow need no care.</summary>
internal static class Magnitude
{
    private const double GreatestWhole = 9223372036854775808;

    /// <summary>Whether a sum, difference or product of finite numbers may be infinite.</summary>
    public static bool MayOverflow(CallNode call) => double.IsInfinity(Of(call));

    // A column may hold any number. Rounding is on our side: the greatest Double plus 1 is the greatest Double.
    private static double Of(ScalarNode value) => value switch
    {
        ConstantNode { Value: double number } when double.IsFinite(number) => Math.Abs(number),
        CastNode { Operand.Type: DataType.Boolean } => 1,
        CastNode { Operand.Type: DataType.Int64 } => GreatestWhole,
        ConditionalNode conditional => Math.Max(Of(conditional.Then), Of(conditional.Otherwise)),
        CallNode { Function: "add" or "subtract", Arguments: [var left, var right] } => Of(left) + Of(right),
        CallNode { Function: "multiply", Arguments: [var left, var right] } => Of(left) * Of(right),
        CallNode { Function: "negate", Arguments: [var operand] } => Of(operand),
        _ => double.MaxValue,
    };
}
