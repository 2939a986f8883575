using System.Text.Json;
using MlOps.Sdk.Plans;
using MlOps.Sdk.Reports.Markup;
using MlOps.Sdk.Reports.Pages;
using MlOps.Sdk.Runs;

namespace MlOps.Sdk.Reports.Comparisons;

/// <summary>The places where the two plans differ, stage by stage.</summary>
internal static class PlanDifferences
{
    private const int Most = 200;

    public static Section Of(RunPair pair)
    {
        string[] differences = [.. Between(pair)];
        if (differences.Length == 0)
            return new Section("plan", "Plan", $"<p>Both runs had the same plan.</p>\n");
        string cut = differences.Length > Most ? $"The first {Most} of {NumberText.Count(differences.Length)} differences." : "";
        return new Section("plan", "Plan", $"""
            <ul class="differences">{differences.Take(Most).Select(difference => (Html)$"<li>{Name.Code(difference, 300)}</li>\n")}</ul><p class="note">{cut}</p>

            """);
    }

    private static IEnumerable<string> Between(RunPair pair) => pair.Before.Plan is null || pair.After.Plan is null
        ? JsonDifference.Of("plan", pair.Before.Run.Plan, pair.After.Run.Plan)
        : pair.Stages.SelectMany(stage => (stage.Before?.Plan, stage.After?.Plan) switch
        {
            ({ } before, { } after) => JsonDifference.Of(stage.Name, Json(before), Json(after)),
            (null, null) => [],
            (null, _) => [$"{stage.Name} added"],
            _ => [$"{stage.Name} left out"],
        });

    private static string Json(StagePlan plan) => JsonSerializer.Serialize(plan, PlanJson.Compact);
}
