using MlOps.Sdk.Reports.Markup;
using MlOps.Sdk.Reports.Pages;
using MlOps.Sdk.Runs;

namespace MlOps.Sdk.Reports.Sections;

/// <summary>Each stage: what became of it, what it made, and why it ran or didn't.</summary>
internal static class StageSection
{
    private const int MostReasons = 12;

    public static Section? Of(RunFacts facts)
    {
        Table table = new(new Head("Stage"), new Head("Outcome"), new Head("Time", IsNumber: true), new Head("Made"), new Head("Why"));
        // Where most of it runs needs no mention.
        string? usual = facts.Stages.Select(stage => stage.Run?.Platform).GroupBy(platform => platform).MaxBy(group => group.Count())?.Key;
        foreach (StageFacts stage in facts.Stages)
            table.Add(Stage(stage, usual), OutcomeSign.Of(stage.Run?.Outcome), Html.Text(Time(stage.Run)), Html.Text(Made(stage.Run)), Why(stage.Run));
        return table.IsEmpty ? null : new Section("stages", "Stages", table.Render());
    }

    private static Html Stage(StageFacts stage, string? usual) => stage.Run is { Platform.Length: > 0 } run && run.Platform != usual
        ? $"""{Name.Of(stage.Name)} <span class="soft">{Name.Of(run.Platform)}</span>"""
        : Name.Of(stage.Name);

    private static string Time(StageRun? run) => run?.Outcome is StageOutcome.Executed or StageOutcome.Failed ? DurationText.Of(run.Duration) : "";

    private static string Made(StageRun? run) => run is null ? "" : StageText.Of(run);

    private static Html Why(StageRun? run)
    {
        if (run is null || (run.Reasons.Count == 0 && run.Attempts <= 1))
            return Html.Empty;
        IEnumerable<string> reasons = run.Reasons.Take(MostReasons);
        if (run.Reasons.Count > MostReasons)
            reasons = reasons.Append($"{run.Reasons.Count - MostReasons} more");
        if (run.Attempts > 1)
            reasons = reasons.Append($"{run.Attempts} attempts");
        return $"""<ul class="plain">{reasons.Select(reason => (Html)$"<li>{Name.Of(reason, 240)}</li>")}</ul>""";
    }
}
