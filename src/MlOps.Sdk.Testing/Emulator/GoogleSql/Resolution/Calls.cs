using MlOps.Sdk.Testing.Emulator.GoogleSql.Functions;
using MlOps.Sdk.Testing.Emulator.GoogleSql.Syntax;

namespace MlOps.Sdk.Testing.Emulator.GoogleSql.Resolution;

/// <summary>Calls of functions, aggregates and window functions.</summary>
internal static class Calls
{
    public static string Types(IEnumerable<Typed> arguments) => string.Join(", ", arguments.Select(argument => argument.Type.Name));

    public static Typed Resolve(ExpressionResolver resolver, Call call)
    {
        if (AggregateTable.Find(call.Function) is { } aggregate)
            return Aggregate(resolver, call, aggregate);
        if (WindowTable.Find(call.Function) is { } window)
            return Window(resolver, call, window);
        if (FunctionTable.Find(call.Function) is not { } function)
            throw KnownFunctions.Contains(call.Function)
                ? SqlError.NotSupported(call.At, $"the function {call.Function}")
                : SqlError.At(call.At, $"Function not found: {(call.IsSafe ? "SAFE." : "")}{call.Function}");
        if (call.Modifiers.Over is { } over)
            throw SqlError.At(over.At, $"Function {call.Function} does not support an OVER clause");
        if (call.Modifiers != new CallModifiers())
            throw SqlError.At(call.At, $"{(call.Modifiers.Distinct ? "DISTINCT" : "Such a clause")} is not allowed in the arguments of {call.Function}, which is not an aggregate function");
        return function.Resolve(new FunctionCall(resolver, call));
    }

    private static Typed Aggregate(ExpressionResolver resolver, Call call, Aggregate aggregate)
    {
        bool isWindow = call.Modifiers.Over is not null;
        if (!isWindow && resolver.Scope.NoAggregatesIn is { } clause)
            throw SqlError.At(call.At, $"Aggregate function {call.Function} not allowed in {clause}");
        if (call.IsSafe)
            throw SqlError.NotSupported(call.At, $"SAFE. with the aggregate {call.Function}");
        if (isWindow)
            return Over(resolver, call, inner => aggregate.Resolve(new AggregateCall(inner, call)));
        ExpressionResolver inside = resolver.In(resolver.Scope.For($"the argument of {call.Function}", $"the argument of {call.Function}"));
        Typed value = aggregate.Resolve(new AggregateCall(inside, call));
        return value with { HasAggregate = true, Ungrouped = null, IsSimple = false };
    }

    private static Typed Window(ExpressionResolver resolver, Call call, Func<FunctionCall, string, Typed> window) => call.Modifiers.Over is null
        ? throw SqlError.At(call.At, $"Analytic function {call.Function} cannot be called without an OVER clause")
        : Over(resolver, call, inner => window(new FunctionCall(inner, call), ""));

    // The aggregate prints itself with a mark where OVER has to stand: what is around it is computed of its result.
    private static Typed Over(ExpressionResolver resolver, Call call, Func<ExpressionResolver, Typed> print)
    {
        if (resolver.Scope.NoWindowsIn is { } clause)
            throw SqlError.At(call.At, $"Analytic function not allowed in {clause}");
        ExpressionResolver inside = resolver.In(resolver.Scope.For(resolver.Scope.NoAggregatesIn, $"the argument of {call.Function}"));
        (string over, IReadOnlyList<Typed> parts) = Windows.Print(inside, call.Modifiers.Over!);
        Typed value = print(inside);
        return Typed.Of(value.Type, value.Sql.Replace(AggregateCall.OverMark, $" OVER ({over})", StringComparison.Ordinal), [value, .. parts]) with { HasWindow = true };
    }
}
