using MlOps.Sdk.Algebra;
using MlOps.Sdk.Plans;
using MlOps.Sdk.Reports.Markup;
using MlOps.Sdk.Reports.Pages;

namespace MlOps.Sdk.Reports.Sections;

/// <summary>All that decided the result: the plan, in words and as data.</summary>
internal static class PlanSection
{
    private const int Longest = 400_000;

    public static Section Of(RunFacts facts)
    {
        Html? words = facts.Plan is null
            ? (Html)$"""<p class="note">The plan was written by another version of MlOps.Sdk: it can’t be told in words, and the stages stand in the order of their names.</p>"""
            : Fold("In words", PlanText.Describe(facts.Plan, Engine.DuckDb));
        return new Section("plan", "Plan", $"{words}{Fold("As JSON", facts.Run.Plan)}");
    }

    private static Html Fold(string title, string text)
    {
        string cut = text.Length > Longest ? $" (the first {NumberText.Count(Longest)} of {NumberText.Count(text.Length)} characters)" : "";
        return $"""
            <details><summary>{title}{cut}</summary>
            <pre>{Name.Cut(text, Longest)}</pre>
            </details>

            """;
    }
}
