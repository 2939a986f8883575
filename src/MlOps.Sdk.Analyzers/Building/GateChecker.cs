using Microsoft.CodeAnalysis;
using MlOps.Sdk.Analyzers.Algebra;

namespace MlOps.Sdk.Analyzers.Building;

/// <summary>Checks <c>m => m.Accuracy >= 0.9 &amp;&amp; m.LogLoss &lt; 0.3</c>.</summary>
internal sealed class GateChecker(ScalarChecker scalars)
{
    public void Check(IOperation body) => Check(scalars.Reader.Read(body));

    private void Check(Term term)
    {
        if (term is { Kind: TermKind.Binary, Key: "AndAlso" })
        {
            Check(term.Operands[0]);
            Check(term.Operands[1]);
            return;
        }

        bool comparison = term is { Kind: TermKind.Binary, Key: "GreaterThan" or "GreaterThanOrEqual" or "LessThan" or "LessThanOrEqual" };
        if (comparison && (IsBound(term.Operands[0], term.Operands[1]) || IsBound(term.Operands[1], term.Operands[0])))
            return;
        scalars.Problem(Rules.Gate, term, "it is not a comparison of a metric with a number; write m => m.Metric >= 0.9, and join several with &&");
    }

    private static bool IsBound(Term metric, Term bound) =>
        metric is { Kind: TermKind.Member, Member: IPropertySymbol, Operands: [{ Kind: TermKind.Parameter }] } && bound.Kind == TermKind.Closed;
}
