using Microsoft.Extensions.Time.Testing;
using MlOps.Sdk.Runs;
using Spectre.Console.Testing;

namespace MlOps.Sdk.Console.Tests.Runs;

public sealed class LiveRunDisplayTests : IDisposable
{
    private readonly TestConsole _console = new TestConsole().Width(80).Interactive();
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void The_run_ends_with_a_table_of_what_was_made()
    {
        RecordedRun.Play(new ConsoleRunObserver(_console, live: true, _time), RecordedRun.Stages);

        string output = _console.Output.ReplaceLineEndings("\n");
        Assert.EndsWith("bird-strikes succeeded in 4.32 s: 8 executed, 2 reused.\n", output, StringComparison.Ordinal);
        Assert.Matches(@"ingest +executed +412 ms +10,000 rows, 2 columns", output);
        Assert.Matches(@"transform +reused +1 row, 2 columns", output);
        Assert.All(output.Split('\n').TakeLast(12), line => Assert.InRange(line.TrimEnd().Length, 0, 80));
    }

    [Fact]
    public void A_failure_is_told_without_markup_in_the_summary()
    {
        RecordedRun.Play(new ConsoleRunObserver(_console, live: true, _time),
            [RecordedRun.Failed("[bold]x", "[bold]x: '\u001b[31m' is not a Double.")], RunState.Failed);

        Assert.Contains("[bold]x: '\uFFFD[31m' is not a Double.", _console.Output, StringComparison.Ordinal);
        Assert.Contains("failed after 4.32 s: 1 failed.", _console.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_second_run_beside_the_first_is_shown_in_lines()
    {
        ConsoleRunObserver observer = new(_console, live: true, _time);
        observer.RunStarted("other", RecordedRun.PlanOf("only"));

        RecordedRun.Play(observer, [RecordedRun.Executed("ingest", 1)]);
        observer.RunFinished(RecordedRun.RunOf([], id: "other"));

        Assert.Contains("bird-strikes:", _console.Output, StringComparison.Ordinal);
        Assert.Equal(2, _console.Output.Split("bird-strikes succeeded").Length - 1);
    }

    [Fact]
    public void A_frame_shows_what_runs_what_waits_and_what_was_reused()
    {
        RunProgress progress = new(RecordedRun.PlanOf("ingest", "train", "validate"), _time);
        progress.Finish(RecordedRun.Reused("ingest", RecordedRun.Birds));
        progress.Start("train");
        progress.Progress("train", 0.35);
        _time.Advance(TimeSpan.FromSeconds(2.5));

        _console.Write(ProgressFrame.Of(progress, number: 0, width: 80, height: 24, unicode: false));

        string[] lines = [.. _console.Output.ReplaceLineEndings("\n").TrimEnd().Split('\n').Select(line => line.TrimEnd())];
        Assert.Contains("bird-strikes  1 of 3 stages  2.50 s", lines[0], StringComparison.Ordinal);
        Assert.Matches(@"^ *r +ingest +reused +10,000 rows, 2 columns$", lines[1]);
        Assert.Matches(@"^ *- +train +2\.50 s +#######------------- 35 %$", lines[2]);
        Assert.Matches(@"^ *validate$", lines[3]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(40)]
    [InlineData(100)]
    public void A_run_with_more_stages_than_rows_shows_those_at_work(int finished)
    {
        string[] names = [.. Enumerable.Range(0, 100).Select(index => $"stage-{index:000}")];
        RunProgress progress = new(RecordedRun.PlanOf(names), _time);
        foreach (string name in names.Take(finished))
            progress.Finish(RecordedRun.Reused(name));
        if (finished < names.Length)
            progress.Start(names[finished]);

        _console.Write(ProgressFrame.Of(progress, number: 0, width: 80, height: 24, unicode: true));

        string[] lines = _console.Output.ReplaceLineEndings("\n").TrimEnd().Split('\n');
        Assert.InRange(lines.Length, 10, 23);
        Assert.Contains(lines, line => line.Contains(names[Math.Min(finished, 98)], StringComparison.Ordinal));
    }

    public void Dispose() => _console.Dispose();
}
