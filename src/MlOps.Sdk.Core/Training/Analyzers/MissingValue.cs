using MlOps.Sdk.Algebra;
using MlOps.Sdk.Data;

namespace MlOps.Sdk.Training.Analyzers;

/// <summary>Null and NaN as the one thing that analyzers take them for.</summary>
internal static class MissingValue
{
    /// <summary>A Double with null in the place of NaN, which aggregates leave out.</summary>
    public static ScalarNode AsNull(ScalarNode number) =>
        MayBeNaN(number) ? new ConditionalNode(IsNaN(number), ConstantNode.Null(DataType.Double), number) : number;

    /// <summary>A Double with a constant in the place of null and NaN; never null.</summary>
    public static ScalarNode Replaced(ScalarNode number, ConstantNode constant) => AsNull(number) is { Nullable: true } value
        ? FunctionTable.Call("coalesce", value, constant)
        : number;

    /// <summary>Whether a Double is null or NaN; null if it can be neither.</summary>
    public static ScalarNode? Test(ScalarNode number)
    {
        ScalarNode? isNaN = MayBeNaN(number) ? IsNaN(number) : null;
        if (!number.Nullable)
            return isNaN;
        ScalarNode isNull = FunctionTable.Call("is_null", number);
        return isNaN is null ? isNull : FunctionTable.Call("or", isNull, isNaN);
    }

    // Nothing but NaN differs from itself.
    private static CallNode IsNaN(ScalarNode number) => FunctionTable.Call("not_equal", number, number);

    private static bool MayBeNaN(ScalarNode number) => number switch
    {
        ConstantNode constant => constant.Value is double.NaN,
        CastNode { Operand.Type: not DataType.Double } => false,
        _ => true,
    };
}
