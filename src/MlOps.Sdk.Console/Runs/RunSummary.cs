using MlOps.Sdk.Training;
using Spectre.Console;

namespace MlOps.Sdk.Runs;

/// <summary>What became of a run: its stages with what they have made, what went wrong, and one closing line.</summary>
internal static class RunSummary
{
    public static void Write(IAnsiConsole console, PipelineRun run)
    {
        Table table = new Table().NoBorder().HideHeaders();
        table.AddColumn(new TableColumn("").NoWrap().Padding(2, 0, 1, 0));
        table.AddColumn(new TableColumn("").Padding(0, 0, 2, 0));
        table.AddColumn(new TableColumn("").NoWrap().Padding(0, 0, 2, 0));
        table.AddColumn(new TableColumn("").NoWrap().RightAligned().Padding(0, 0, 2, 0));
        table.AddColumn(new TableColumn("").Padding(0, 0, 0, 0));
        foreach (StageRun stage in run.Stages)
        {
            OutcomeStyle outcome = OutcomeStyle.Of(stage.Outcome);
            table.AddRow(
                new Text(console.Profile.Capabilities.Unicode ? outcome.Sign : "", outcome.Style),
                new Text(PlainText.Of(stage.Name)),
                new Text(outcome.Word, outcome.Style),
                new Text(stage.Outcome is StageOutcome.Executed or StageOutcome.Failed ? DurationText.Of(stage.Duration) : "", new Style(decoration: Decoration.Dim)),
                new Text(PlainText.Of(StageText.Of(stage))));
        }

        console.Write(new Text(PlainText.Of(run.Pipeline), new Style(decoration: Decoration.Bold)));
        console.WriteLine();
        console.Write(table);
        string warnings = Warnings(run);
        if (warnings.Length > 0)
        {
            console.WriteLine();
            console.Write(new Padder(new Text(PlainText.Of(warnings), new Style(Color.Yellow)), new Padding(2, 0, 0, 0)));
            console.WriteLine();
        }

        string failures = Failures(run);
        if (failures.Length > 0)
        {
            console.WriteLine();
            console.Write(new Padder(new Text(PlainText.Of(failures), new Style(Color.Red)), new Padding(2, 0, 0, 0)));
            console.WriteLine();
        }

        console.Write(new Text(PlainText.Of(Closing(run)), run.State == RunState.Succeeded ? new Style(Color.Green) : new Style(Color.Red)));
        console.WriteLine();
    }

    /// <summary>What looks like a leak, of all stages; empty if nothing does.</summary>
    public static string Warnings(PipelineRun run) => string.Join('\n', run.Stages
        .SelectMany(stage => stage.Product is SpotCheck check ? check.Warnings.Select(warning => $"{stage.Name}: the feature {warning.Feature} {warning.Reason}") : []));

    /// <summary>The message of each failed stage; empty if none has failed.</summary>
    public static string Failures(PipelineRun run) => string.Join('\n', run.Stages
        .Where(stage => stage.Outcome == StageOutcome.Failed)
        .Select(stage => stage.Error ?? $"{stage.Name}: failed without a message."));

    /// <summary>Such as <c>bird-strikes succeeded in 3.20 s: 9 executed, 2 reused.</c></summary>
    public static string Closing(PipelineRun run)
    {
        IEnumerable<string> counts = run.Stages
            .GroupBy(stage => stage.Outcome)
            .OrderBy(group => group.Key)
            .Select(group => $"{group.Count()} {OutcomeStyle.Of(group.Key).Word}");
        string state = run.State switch
        {
            RunState.Succeeded => "succeeded in",
            RunState.Failed => "failed after",
            RunState.Cancelled => "was cancelled after",
            _ => "broke off after",
        };
        // The run store may have failed before any stage could be recorded.
        string stages = run.Stages.Count > 0 ? $": {string.Join(", ", counts)}" : "";
        return $"{run.Pipeline} {state} {DurationText.Of(run.Duration)}{stages}.";
    }
}
