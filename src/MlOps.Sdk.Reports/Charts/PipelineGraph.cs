using MlOps.Sdk.Reports.Markup;
using MlOps.Sdk.Reports.Pages;
using MlOps.Sdk.Reports.Sections;
using MlOps.Sdk.Runs;

namespace MlOps.Sdk.Reports.Charts;

/// <summary>The stages as boxes, each below those that it reads from.</summary>
internal static class PipelineGraph
{
    private const double BoxWidth = 184;
    private const double BoxHeight = 42;
    private const double LayerHeight = 68;
    private const double Margin = 1;
    private const int LongestName = 22;

    // So many boxes beside each other are still readable when a telephone shrinks them; more are scrolled.
    private const double Fitting = 2.5;

    public static Html Of(IReadOnlyList<StageFacts> stages)
    {
        Dictionary<string, int> numbers = stages.Select((stage, index) => (stage.Name, index)).ToDictionary(stage => stage.Name, stage => stage.index);
        GraphLayout layout = GraphLayout.Of(
            [.. stages.Select((stage, index) => (IReadOnlyList<int>)[.. Inputs(stage).Where(numbers.ContainsKey).Select(input => numbers[input]).Where(input => input < index)])]);
        double width = (layout.Width * BoxWidth) + (2 * Margin);
        double height = (layout.Layers * LayerHeight) - (LayerHeight - BoxHeight) + (2 * Margin);
        return $"""
            <svg class="graph{(layout.Width < Fitting ? " fits" : "")}" viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img">
            <title>The stages of the pipeline and what each reads</title>
            <desc>{string.Join(" ", stages.Take(200).Select(Words))}</desc>
            {layout.Edges.Select(edge => Edge(layout, edge))}{stages.Select((stage, index) => Box(layout, stage, index))}</svg>

            """;
    }

    private static IEnumerable<string> Inputs(StageFacts stage) => stage.Plan is { } plan ? plan.Inputs : [];

    private static string Words(StageFacts stage) => Inputs(stage).Any()
        ? $"{Name.Cut(stage.Name, 40)}, {OutcomeSign.Word(stage.Run?.Outcome)}, reads {Name.Cut(string.Join(", ", Inputs(stage)), 200)}."
        : $"{Name.Cut(stage.Name, 40)}, {OutcomeSign.Word(stage.Run?.Outcome)}.";

    private static Html Box(GraphLayout layout, StageFacts stage, int index)
    {
        (double x, double y) = Place(layout, index);
        string time = stage.Run?.Outcome is StageOutcome.Executed or StageOutcome.Failed ? $" · {DurationText.Of(stage.Run.Duration)}" : "";
        return $"""
            <g class="{OutcomeSign.Class(stage.Run?.Outcome)}"><title>{Name.Cut(stage.Name, 400)}</title><rect x="{x - (BoxWidth / 2)}" y="{y}" width="{BoxWidth}" height="{BoxHeight}" rx="6" /><text class="name" x="{x - (BoxWidth / 2) + 12}" y="{y + 18}">{Name.Cut(stage.Name, LongestName)}</text><text class="what" x="{x - (BoxWidth / 2) + 12}" y="{y + 33}">{OutcomeSign.Sign(stage.Run?.Outcome)} {OutcomeSign.Word(stage.Run?.Outcome)}{time}</text></g>

            """;
    }

    private static Html Edge(GraphLayout layout, GraphEdge edge)
    {
        (double x, double y) = Place(layout, edge.From);
        (double endX, double endY) = Place(layout, edge.To);
        Html path = $"M{x} {y + BoxHeight}";
        double fromY = y + BoxHeight;
        foreach ((double X, double Y) stop in edge.Bends.Select(bend => Place(layout, bend)))
        {
            path = $"{path}{Curve(x, fromY, stop.X, stop.Y)}V{stop.Y + BoxHeight}";
            (x, fromY) = (stop.X, stop.Y + BoxHeight);
        }

        return $"""
            <path class="edge" d="{path}{Curve(x, fromY, endX, endY)}" />

            """;
    }

    private static Html Curve(double x, double y, double endX, double endY) =>
        $"C{x} {(y + endY) / 2} {endX} {(y + endY) / 2} {endX} {endY}";

    private static (double X, double Y) Place(GraphLayout layout, int item) =>
        (Margin + (layout[item].X * BoxWidth), Margin + (layout[item].Layer * LayerHeight));
}
