using Microsoft.CodeAnalysis;

namespace MlOps.Sdk.Analyzers.Algebra;

/// <summary>A call that asks a dictionary known beforehand for a value of the row.</summary>
internal sealed class DictionaryLookup
{
    private static readonly string[] s_dictionaries = ["System.Collections.Generic.IReadOnlyDictionary<TKey, TValue>", "System.Collections.Generic.IDictionary<TKey, TValue>"];

    private readonly ITypeSymbol _key;
    private readonly ITypeSymbol _entry;

    private DictionaryLookup(ITypeSymbol key, ITypeSymbol entry)
    {
        _key = key;
        _entry = entry;
    }

    /// <summary>The look-up, if a call is <c>d[key]</c>, <c>d.ContainsKey(key)</c> or <c>d.GetValueOrDefault(key)</c>, with or without a value.</summary>
    public static DictionaryLookup? Of(Term call) =>
        call.Member!.Name is "get_Item" or "ContainsKey" or "GetValueOrDefault" && call.Operands.Length is 2 or 3
        && call.Operands[0] is { Kind: TermKind.Closed, Type: { } type }
        && type.AllInterfaces.Prepend(type as INamedTypeSymbol).FirstOrDefault(IsDictionary) is { TypeArguments: [var key, var entry] }
            ? new(key, entry)
            : null;

    public Scalar? Check(Term call, ScalarChecker checker)
    {
        Scalar? key = checker.Check(call.Operands[1]);
        if (call.Operands.Length == 3)
            checker.Check(call.Operands[2]);
        if (UnrepeatableValue.ProblemOf(call.Operands[0].Source) is { } problem)
            return checker.Problem(Rules.Unrepeatable, call, problem);
        if (AlgebraTable.Current.DataTypeOf(_key) is null or Scalar.Double)
            return checker.Problem(Rules.Type, call, "the keys of a dictionary must be texts, whole numbers, days, instants or Booleans");
        if (AlgebraTable.Current.DataTypeOf(_entry) is not { } type)
            return checker.Problem(Rules.Type, call, $"an entry can't be a {TypeText.Of(_entry)}; keep a dictionary for each of its values");
        return key is null ? null : new(call.Member!.Name == "ContainsKey" ? Scalar.Boolean : type);
    }

    private static bool IsDictionary(INamedTypeSymbol? type) => type is not null && s_dictionaries.Contains(type.OriginalDefinition.ToDisplayString());
}
