using Microsoft.CodeAnalysis;
using MlOps.Sdk.Analyzers.Algebra;

namespace MlOps.Sdk.Analyzers.Building;

/// <summary>Checks the members of <c>.Features(f => new { … })</c>.</summary>
internal sealed class FeatureChecker(ScalarChecker scalars)
{
    private static readonly string[] s_numbers = [Scalar.Double, Scalar.Int64, Scalar.Boolean];

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
            : $"a {scalar.Type} is no feature by itself; write {name} = Feature.DateParts({text}), or take a number out of it, such as {text}.DayOfYear");
    }

    private void CheckAnalyzer(Term call)
    {
        string method = call.Member!.Name;
        switch (method)
        {
            case "Vocabulary" or "OneHot":
                CheckCategory(call, method == "Vocabulary" ? "a vocabulary" : "Feature.OneHot");
                CheckSetting(call, 1, method == "Vocabulary" ? "the size must be a constant or a captured variable" : "the values must be constants or a captured array");
                break;
            case "Hash":
                CheckKey(call, call.Operands[0]);
                CheckSetting(call, 1, "the number of buckets must be a constant or a captured variable");
                break;
            case "Cross" when call.Operands[1] is not { Key: "NewArrayInit" }:
                scalars.Problem(Rules.Place, call, "the values must be written one by one, as in Feature.Cross(100, f.Origin, f.Destination)");
                break;
            case "Cross":
                foreach (Term key in call.Operands[1].Operands)
                    CheckKey(call, key);
                CheckSetting(call, 0, "the number of buckets must be a constant or a captured variable");
                break;
            default:
                scalars.Check(call.Operands[0]);
                CheckSetting(call, 1, method switch
                {
                    "Buckets" => "the number of buckets must be a constant or a captured variable",
                    "Impute" => "what stands in must be a constant or a captured variable",
                    "BagOfWords" => "the size must be a constant or a captured variable",
                    _ => null,
                });
                break;
        }
    }

    private void CheckCategory(Term call, string what)
    {
        if (scalars.Check(call.Operands[0]) is not { Type: Scalar.Double or Scalar.Timestamp } value)
            return;
        scalars.Problem(Rules.Place, call, $"{what} is of texts, whole numbers, Booleans or days; " + (value.Type == Scalar.Double
            ? "write Feature.Buckets for a double, or cast it to (long)"
            : "take a part of the instant, such as .Hour or DateOnly.FromDateTime(…)"));
    }

    private void CheckKey(Term call, Term key)
    {
        Term bare = ScalarChecker.Unboxed(key);
        if (scalars.Check(bare) is { Type: Scalar.Double } value)
            scalars.Problem(Rules.Place, call, $"'{bare.Source.Syntax}' is a {value.Type}, which is written differently by different engines; cast it to (long)");
    }

    private void CheckSetting(Term call, int position, string? problem)
    {
        if (problem is not null && position < call.Operands.Length && call.Operands[position].Kind != TermKind.Closed)
            scalars.Problem(Rules.Place, call, problem);
    }
}
