using MlOps.Sdk.Reports.Markup;
using MlOps.Sdk.Reports.Pages;
using MlOps.Sdk.Runs;

namespace MlOps.Sdk.Reports.Comparisons;

/// <summary>How long the stages took that were executed in at least one of the runs.</summary>
internal static class TimeDifferences
{
    public static Section? Of(RunPair pair)
    {
        Table table = new(new Head("Stage"), new Head("Before", IsNumber: true), new Head("After", IsNumber: true), new Head("Ratio", IsNumber: true));
        foreach ((string name, StageFacts? before, StageFacts? after) in pair.Stages)
        {
            TimeSpan? one = Time(before?.Run);
            TimeSpan? other = Time(after?.Run);
            if (one is null && other is null)
                continue;
            string ratio = one is { Ticks: > 0 } && other is not null ? $"× {NumberText.Value(Math.Round(other.Value / one.Value, 2))}" : "";
            table.Add(Name.Of(name), Html.Text(Words(one, before?.Run)), Html.Text(Words(other, after?.Run)), Html.Text(ratio));
        }

        return table.IsEmpty ? null : new Section("times", "Times", table.Render());
    }

    private static TimeSpan? Time(StageRun? run) => run?.Outcome is StageOutcome.Executed or StageOutcome.Failed ? run.Duration : null;

    private static string Words(TimeSpan? time, StageRun? run) => time is { } known ? DurationText.Of(known) : Sections.OutcomeSign.Word(run?.Outcome);
}
