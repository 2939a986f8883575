using Microsoft.CodeAnalysis;
using MlOps.Sdk.Analyzers.Algebra;

namespace MlOps.Sdk.Analyzers.Building;

/// <summary>Checks <c>m => m.Accuracy</c> and <c>l => l.Leaves</c>.</summary>
internal sealed class PropertyChecker(ScalarChecker scalars)
{
    public void Check(IOperation body)
    {
        Term term = scalars.Reader.Read(body);
        if (!Names(term))
            scalars.Problem(Rules.Property, term, "it names no property of the parameter; write m => m.Accuracy or l => l.Leaves");
    }

    // A metric or a setting, whatever its type is converted to.
    private static bool Names(Term term) => term is { Kind: TermKind.Unary, Key: "Convert" }
        ? Names(term.Operands[0])
        : term is { Kind: TermKind.Member, Member: IPropertySymbol, Operands: [{ Kind: TermKind.Parameter }] };
}
