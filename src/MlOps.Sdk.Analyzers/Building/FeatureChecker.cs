using Microsoft.CodeAnalysis;
using MlOps.Sdk.Analyzers.Algebra;

namespace MlOps.Sdk.Analyzers.Building;

/// <summary>Checks the members of <c>.Features(f => new { … })</c>.</summary>
internal sealed class FeatureChecker(ScalarChecker scalars)
{
    private static readonly string[] s_numbers = [Scalar.Double, Scalar.Int64, Scalar.Boolean];
    private static readonly string[] s_words = [Scalar.String, Scalar.Int64, Scalar.Boolean, Scalar.Date];

    public void Check(IOperation body)
    {
        if (RowShape.Of(body, scalars) is not { } members)
        {
            Term term = scalars.Reader.Read(body);
            Check(RowShape.NameOf(term) ?? "Feature", term);
            return;
        }

        foreach (NamedOperation member in members)
            Check(member.Name, scalars.Reader.Read(member.Value));
    }

    private void Check(string name, Term value)
    {
        if (value.Kind == TermKind.Call && Sdk.IsFeature(value.Owner))
        {
            CheckAnalyzer(value);
            return;
        }

        if (scalars.Check(value) is not { } scalar || s_numbers.Contains(scalar.Type))
            return;
        string text = value.Source.Syntax.ToString();
        scalars.Problem(Rules.Place, value, scalar.Type == Scalar.String
            ? $"a text is no feature by itself; write {name} = Feature.Vocabulary({text}, 50)"
            : $"a {scalar.Type} is no feature by itself; take numbers out of it, such as .DayOfYear or (int){text}.DayOfWeek");
    }

    // An analyzer's first argument is a value of the row; the others say how it is made a feature.
    private void CheckAnalyzer(Term call)
    {
        Scalar? value = scalars.Check(call.Operands[0]);
        if (call.Member!.Name != "Vocabulary")
            return;
        if (call.Operands[1] is not { Kind: TermKind.Closed } size || size.Source.ConstantValue is { HasValue: true, Value: < 1 })
            scalars.Problem(Rules.Place, call, "the size must be a constant or a captured variable of at least 1");
        else if (value is not null && !s_words.Contains(value.Type))
            scalars.Problem(Rules.Place, call, "a vocabulary is of texts, whole numbers, Booleans or days; " + (value.Type == Scalar.Double
                ? "take a double as it is, or cast it to (long)"
                : "take a part of the instant, such as .Hour or DateOnly.FromDateTime(…)"));
    }
}
