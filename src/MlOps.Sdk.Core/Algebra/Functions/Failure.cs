namespace MlOps.Sdk.Algebra.Functions;

/// <summary>Whether computing a value can be an error of the run.</summary>
internal static class Failure
{
    public static bool IsPossible(ScalarNode value) => value switch
    {
        CallNode call => FunctionTable.Find(call.Function).CanFail(call) || call.Arguments.Any(IsPossible),
        ConditionalNode conditional => IsPossible(conditional.Test) || IsPossible(conditional.Then) || IsPossible(conditional.Otherwise),
        CastNode cast => cast is { Type: Data.DataType.Int64, Operand.Type: Data.DataType.Double } || IsPossible(cast.Operand),
        _ => false,
    };
}
