using MlOps.Sdk.Reports.Markup;
using MlOps.Sdk.Reports.Pages;
using MlOps.Sdk.Reports.Sections;
using MlOps.Sdk.Runs;

namespace MlOps.Sdk.Reports.Charts;

/// <summary>When each stage was at work, as bars below each other.</summary>
internal static class Timeline
{
    private const double Width = 380;
    private const double Labels = 122;
    private const double Row = 22;
    private const double Foot = 24;
    private const int LongestName = 18;

    public static Html? Of(RunFacts facts)
    {
        StageFacts[] stages = [.. facts.Stages.Where(stage => stage.Run?.Outcome is StageOutcome.Executed or StageOutcome.Failed)];
        if (stages.Length == 0)
            return null;

        DateTimeOffset start = facts.Run.Started;
        double end = stages.Max(stage => (stage.Run!.Started + stage.Run.Duration - start).TotalSeconds);
        Axis axis = Axis.Plain(0, Math.Max(end, 0.001), Labels, Width - 46);
        double height = (stages.Length * Row) + Foot;
        return $"""
            <svg class="chart" viewBox="0 0 {Width} {height}" role="img">
            <title>When each stage was at work</title>
            <desc>{string.Join(" ", stages.Take(200).Select(stage => $"{Name.Cut(stage.Name, 40)}: {DurationText.Of(stage.Run!.Duration)}, from {DurationText.Of(Offset(stage))}."))}</desc>
            {axis.Ticks(4).Select(tick => Tick(axis, tick, height - Foot))}{stages.Select((stage, index) => Bar(stage, index))}</svg>

            """;

        TimeSpan Offset(StageFacts stage) => stage.Run!.Started > start ? stage.Run.Started - start : TimeSpan.Zero;

        Html Bar(StageFacts stage, int index)
        {
            double x = axis.At(Offset(stage).TotalSeconds);
            double length = Math.Max(2, axis.At((Offset(stage) + stage.Run!.Duration).TotalSeconds) - x);
            return $"""
                <text class="label end" x="{Labels - 8}" y="{(index * Row) + 15}">{Name.Cut(stage.Name, LongestName)}</text><rect class="bar {OutcomeSign.Class(stage.Run.Outcome)}" x="{x}" y="{(index * Row) + 5}" width="{length}" height="{Row - 10}" rx="2" /><text class="value" x="{x + length + 5}" y="{(index * Row) + 15}">{DurationText.Of(stage.Run.Duration)}</text>

                """;
        }
    }

    private static Html Tick(Axis axis, double seconds, double bottom) => $"""
        <path class="rule" d="M{axis.At(seconds)} 0V{bottom}" /><text class="tick middle" x="{axis.At(seconds)}" y="{bottom + 16}">{DurationText.Of(TimeSpan.FromSeconds(seconds))}</text>

        """;
}
