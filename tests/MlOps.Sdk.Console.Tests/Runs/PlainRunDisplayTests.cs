using Microsoft.Extensions.Time.Testing;
using MlOps.Sdk.Plans;
using MlOps.Sdk.Runs;
using Spectre.Console.Testing;

namespace MlOps.Sdk.Console.Tests.Runs;

public sealed class PlainRunDisplayTests : IDisposable
{
    private readonly TestConsole _console = new TestConsole().Width(80);
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void Each_stage_is_one_line_that_says_what_it_made()
    {
        RecordedRun.Play(Observer(), RecordedRun.Stages);

        Assert.Equal(
            """
            bird-strikes:
              ingest          executed       412 ms  10,000 rows, 2 columns
              profile         executed        38 ms  2 columns, 1 with nulls
              transform       reused                 1 row, 2 columns
              verify          reused                 1 check passed on 9,980 rows
              stage           executed        95 ms  test 1,987, train 8,013
              features        executed        61 ms  2 features, 52 slots
              train-lightgbm  executed       3.21 s  AUC 0.803, accuracy 0.912, log loss 0.247 (test)
              validate        executed         2 ms  lightgbm: AreaUnderRocCurve >= 0.79 (is 0.803)
              register        executed         7 ms  bird-strikes version 3, the champion
              deploy          executed   1 min 10 s  endpoint bird-strikes serves bird-strikes version 3
            bird-strikes succeeded in 4.32 s: 8 executed, 2 reused.

            """.ReplaceLineEndings("\n"),
            _console.Output.ReplaceLineEndings("\n"));
    }

    [Fact]
    public void A_failure_is_told_in_full_and_what_was_left_out_is_counted()
    {
        string message = "train: the label 'Damaged' is constant in the training split (8,013 rows, all false). Split otherwise, or choose another label.";

        RecordedRun.Play(Observer(),
            [RecordedRun.Executed("ingest", 1), RecordedRun.Failed("train", message), new StageRun("validate", StageOutcome.Skipped)], RunState.Failed);

        Assert.Contains($"\n{message}\n", _console.Output.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.EndsWith("bird-strikes failed after 4.32 s: 1 executed, 1 failed, 1 skipped.", _console.Output.TrimEnd(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_report_is_named_by_the_path_that_one_would_type()
    {
        IRunObserver observer = Observer();
        RecordedRun.Play(observer, [RecordedRun.Executed("ingest", 1)]);
        observer.ReportWritten(RecordedRun.Id, Path.GetFullPath(Path.Combine(".mlops", "reports", "a.html")));
        observer.ReportWritten(RecordedRun.Id, "gs://bucket/a.html");

        Assert.EndsWith($"\nreport {Path.Combine(".mlops", "reports", "a.html")}\nreport gs://bucket/a.html\n", _console.Output.ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }

    [Fact]
    public void Names_are_neither_markup_nor_commands_to_the_terminal()
    {
        RecordedRun.Play(Observer(), [RecordedRun.Failed("[red]boom[/", "[red]boom[/: \u001b[2J\u0007 is not a number.")], RunState.Failed);

        Assert.Contains("  [red]boom[/  failed", _console.Output, StringComparison.Ordinal);
        Assert.Contains("[red]boom[/: \uFFFD[2J\uFFFD is not a number.", _console.Output, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', _console.Output);
    }

    [Fact]
    public void A_stage_that_takes_long_gives_a_sign_of_life()
    {
        IRunObserver observer = Observer();
        PipelinePlan plan = RecordedRun.PlanOf("ingest", "train");
        observer.RunStarted(RecordedRun.Id, plan);
        observer.StageStarted(RecordedRun.Id, plan.Stages[1]);
        observer.StageProgressed(RecordedRun.Id, plan.Stages[1], 0.25);

        _time.Advance(TimeSpan.FromSeconds(31));
        observer.RunFinished(RecordedRun.RunOf([RecordedRun.Executed("train", 1)]));
        _time.Advance(TimeSpan.FromMinutes(2));

        Assert.Equal(1, _console.Output.Split("running").Length - 1);
        Assert.Contains("  train     running        31.0 s, 25 %", _console.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Stages_that_finish_at_the_same_time_do_not_mix_their_lines()
    {
        IRunObserver observer = Observer();
        string[] names = [.. Enumerable.Range(0, 200).Select(index => $"stage-{index:000}")];
        observer.RunStarted(RecordedRun.Id, RecordedRun.PlanOf(names));

        Parallel.ForEach(names, name => observer.StageFinished(RecordedRun.Id, RecordedRun.Executed(name, 1)));

        string[] lines = _console.Output.ReplaceLineEndings("\n").TrimEnd().Split('\n')[1..];
        Assert.Equal(names.Select(name => $"  {name}  executed         1 ms"), lines.Order(StringComparer.Ordinal));
    }

    public void Dispose() => _console.Dispose();

    private ConsoleRunObserver Observer() => new(_console, live: false, _time);
}
