using MlOps.Sdk.Algebra;

namespace MlOps.Sdk.Models;

/// <summary>Holds every call of a feature that came from a file against the table of functions: its arguments, its type, its nullability.</summary>
internal sealed class CallCheck : ScalarRewriter
{
    protected override ScalarNode VisitCall(CallNode call)
    {
        foreach (ScalarNode argument in call.Arguments)
            Visit(argument);

        CallNode expected = FunctionTable.Call(call.Function, call.Arguments.AsSpan());
        if (expected.Type != call.Type || (expected.Nullable && !call.Nullable))
            throw new ArgumentException($"'{call.Function}' gives a {expected.Type}{(expected.Nullable ? " or null" : "")} here, not a {call.Type}.");
        return call;
    }
}
