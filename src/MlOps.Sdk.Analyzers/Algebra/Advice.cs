using Microsoft.CodeAnalysis;

namespace MlOps.Sdk.Analyzers.Algebra;

/// <summary>What to write instead of members and methods that have no counterpart, the same as at <c>Build()</c>.</summary>
internal static class Advice
{
    private static readonly ILookup<string, string> s_offered = AlgebraTable.Current.Offered;

    public static string ForMember(ISymbol member)
    {
        INamedTypeSymbol owner = member.ContainingType;
        if (AlgebraTable.Current.TryAdvise(member, out string advice))
            return advice;
        return AlgebraTable.Current.DataTypeOf(owner) is null
            ? $"{TypeText.Of(owner)} is not a type of columns; a row holds plain values, so give each of them a column of its own"
            : $"{TypeText.Of(owner)}.{member.Name} has no counterpart in the algebra{OfferedBy(owner)}";
    }

    public static string ForMethod(ISymbol method)
    {
        INamedTypeSymbol owner = method.ContainingType;
        return AlgebraTable.Current.TryAdvise(method, out string advice)
            ? advice
            : $"{TypeText.Of(owner)}.{method.Name} has no counterpart in the algebra with these arguments{OfferedBy(owner)}";
    }

    private static string OfferedBy(INamedTypeSymbol owner)
    {
        // What every object has says nothing of this one.
        string[] names = owner.SpecialType == SpecialType.System_Object ? [] : [.. s_offered[TypeText.IdOf(owner)].OrderBy(name => name, StringComparer.Ordinal)];
        return names.Length == 0
            ? "; compute the value before the pipeline, or write it with operators"
            : $"; of {TypeText.Of(owner)} there are {string.Join(", ", names)}";
    }
}
