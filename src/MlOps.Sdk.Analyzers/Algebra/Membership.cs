using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace MlOps.Sdk.Analyzers.Algebra;

/// <summary>A call that asks whether a collection known beforehand contains a value of the row.</summary>
internal sealed class Membership
{
    private Membership(IOperation collection, Term item)
    {
        Collection = collection;
        Item = item;
    }

    public IOperation Collection { get; }

    public Term Item { get; }

    public static Membership? Of(Term call)
    {
        Term[] operands = [.. call.Operands];

        // array.Contains(x) is MemoryExtensions.Contains((ReadOnlySpan<T>)array, x) since C# 14, at times with a comparer that is null.
        if (operands is [_, _, { Kind: TermKind.Closed, Source.ConstantValue: { HasValue: true, Value: null } }])
            operands = [operands[0], operands[1]];
        if (operands is not [{ Kind: TermKind.Closed } first, var item])
            return null;
        IOperation collection = WithoutSpan(first.Source);
        return collection.Type is { SpecialType: not SpecialType.System_String } type && IsEnumerable(type) ? new(collection, item) : null;
    }

    private static bool IsEnumerable(ITypeSymbol type) =>
        type.SpecialType == SpecialType.System_Collections_IEnumerable || type.AllInterfaces.Any(implemented => implemented.SpecialType == SpecialType.System_Collections_IEnumerable);

    private static IOperation WithoutSpan(IOperation operation) => operation switch
    {
        IConversionOperation conversion when conversion.IsImplicit || conversion.Type is { IsRefLikeType: true } => WithoutSpan(conversion.Operand),
        IInvocationOperation { TargetMethod.Name: "op_Implicit" or "AsSpan", Arguments: [var argument, ..] } => WithoutSpan(argument.Value),
        _ => operation,
    };
}
