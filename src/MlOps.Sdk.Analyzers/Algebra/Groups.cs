using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace MlOps.Sdk.Analyzers.Algebra;

/// <summary>Checks what MlOps.Sdk itself offers in a lambda: the key of a group, aggregates of its rows.</summary>
/// <remarks>What a later version offers isn't known here; only the values of rows that are given to it are looked at.</remarks>
internal static class Groups
{
    public static Scalar? CheckMember(Term member, ScalarChecker checker)
    {
        if (AlgebraTable.Current.DataTypeOf(member.Type) is { } type)
            return new(type);
        if (!Sdk.IsGroup(member.Owner))
            return null;
        string[] names = [.. member.Type!.GetMembers().OfType<IPropertySymbol>().Select(property => $"{member.Source.Syntax}.{property.Name}")];
        return checker.Problem(Rules.Place, member, $"the key has {names.Length} columns; write {string.Join(", ", names)}");
    }

    public static Scalar? CheckCall(Term call, ScalarChecker checker)
    {
        foreach (Term operand in call.Operands)
        {
            if (operand is { Kind: TermKind.Lambda, Source: IAnonymousFunctionOperation lambda } && TermReader.BodyOf(lambda) is { } body)
                checker.Check(checker.Reader.Read(body));
            else if (operand.Key == "Quote" && Sdk.IsGroup(call.Owner) && checker.Reader.ReadsOuter(operand.Source))
                checker.Problem(Rules.Place, call, "an aggregate looks at rows and can't read the group; compute with the aggregate's result instead");
            else if (operand.Key != "Quote" && operand.Kind != TermKind.Closed && !ColumnChecker.IsRow(operand))
                CheckSetting(call, operand, checker);
        }

        return AlgebraTable.Current.DataTypeOf(call.Type) is { } type ? new(type) : null;
    }

    private static void CheckSetting(Term call, Term operand, ScalarChecker checker)
    {
        if (Sdk.IsGroup(call.Owner) && call.Member!.Name == "Quantile")
            checker.Problem(Rules.Place, call, "the fraction must be a constant or a captured variable");
        else
            checker.Check(operand);
    }
}
