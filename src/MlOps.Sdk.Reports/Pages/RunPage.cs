using MlOps.Sdk.Reports.Markup;
using MlOps.Sdk.Reports.Sections;

namespace MlOps.Sdk.Reports.Pages;

/// <summary>The report of a run. The table says what is on it, in this order; a section that has nothing to show is left out.</summary>
internal static class RunPage
{
    private static readonly Func<RunFacts, Section?>[] Sections =
    [
        FailureSection.Of,
        PipelineSection.Of,
        StageSection.Of,
        ValidationSection.Of,
        MetricSection.Of,
        CurveSection.Of,
        SliceSection.Of,
        SpotCheckSection.Of,
        TuningSection.Of,
        ProfileSection.Of,
        CheckSection.Of,
        LineageSection.Of,
        EnvironmentSection.Of,
        PlanSection.Of,
    ];

    public static string Render(RunFacts facts) => Document.Render(
        $"{facts.Run.Pipeline}, run {facts.Run.Id}",
        RunHeader.Of(facts),
        [.. Sections.Select(section => section(facts)).OfType<Section>()]);
}
