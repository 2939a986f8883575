namespace MlOps.Sdk.Algebra.Functions;

/// <summary>Whether computing a value can be an error of the run.</summary>
internal static class Failure
{
    public static bool IsPossible(ScalarNode value) => value.Parts().Any(IsPossible) || value switch
    {
        CallNode call => FunctionTable.Find(call.Function).CanFail(call),
        CastNode { Type: Data.DataType.Int64, Operand.Type: Data.DataType.Double } => true,
        _ => false,
    };
}
