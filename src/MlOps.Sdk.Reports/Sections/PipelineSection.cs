using MlOps.Sdk.Reports.Charts;
using MlOps.Sdk.Reports.Markup;
using MlOps.Sdk.Reports.Pages;

namespace MlOps.Sdk.Reports.Sections;

/// <summary>The pipeline as a graph, and when each stage was at work.</summary>
internal static class PipelineSection
{
    public static Section? Of(RunFacts facts)
    {
        if (facts.Stages.Count == 0)
            return null;
        List<Html> figures = [Figure.Of("Stages", "and what each reads; what a longer way says already is left out", PipelineGraph.Of(facts.Stages))];
        if (Timeline.Of(facts) is { } timeline)
            figures.Add(Figure.Of("Time", "at work, from the start of the run", timeline));
        return new Section("pipeline", "Pipeline", Figure.Grid(figures));
    }
}
