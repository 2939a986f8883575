using MlOps.Sdk.Reports.Markup;
using MlOps.Sdk.Reports.Pages;
using MlOps.Sdk.Runs;

namespace MlOps.Sdk.Reports.Comparisons;

/// <summary>The places where the two plans differ.</summary>
internal static class PlanDifferences
{
    private const int Most = 200;

    public static Section? Of(RunPair pair)
    {
        string[] differences = [.. JsonDifference.Of("plan", pair.Before.Run.Plan, pair.After.Run.Plan)];
        if (differences.Length == 0)
            return new Section("plan", "Plan", $"<p>Both runs had the same plan.</p>\n");
        string cut = differences.Length > Most ? $"The first {Most} of {NumberText.Count(differences.Length)} differences." : "";
        return new Section("plan", "Plan", $"""
            <ul class="differences">{differences.Take(Most).Select(difference => (Html)$"<li>{Name.Code(difference, 300)}</li>\n")}</ul><p class="note">{cut}</p>

            """);
    }
}
