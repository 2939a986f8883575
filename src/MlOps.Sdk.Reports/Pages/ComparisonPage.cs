using MlOps.Sdk.Reports.Comparisons;
using MlOps.Sdk.Reports.Markup;

namespace MlOps.Sdk.Reports.Pages;

/// <summary>What differs between two runs. The table says what is on it, in this order; a section that has nothing to show is left out.</summary>
internal static class ComparisonPage
{
    private static readonly Func<RunPair, Section?>[] Sections =
    [
        MetricDifferences.Of,
        StageDifferences.Of,
        DataDifferences.Of,
        TimeDifferences.Of,
        PlanDifferences.Of,
        EnvironmentDifferences.Of,
    ];

    public static string Render(RunPair pair) => Document.Render(
        $"{pair.After.Run.Pipeline}, runs {pair.Before.Run.Id} and {pair.After.Run.Id}",
        ComparisonHeader.Of(pair),
        [.. Sections.Select(section => section(pair)).OfType<Section>()]);
}
