using System.Globalization;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace MlOps.Sdk.Runs;

/// <summary>One picture of a run under way: a row for each stage, as many as the terminal has room for.</summary>
internal static class ProgressFrame
{
    private const int BarWidth = 20;

    // The sign, the longest duration, and the space between the columns.
    private const int BesideText = 4 + 2 + 10 + 2;
    private static readonly Style Dim = new(decoration: Decoration.Dim);

    public static IRenderable Of(RunProgress progress, int number, int width, int height, bool unicode)
    {
        IReadOnlyList<StageProgress> stages = progress.Snapshot();
        int finished = stages.Count(stage => stage.Finished is not null);
        string title = $"{PlainText.Of(progress.Pipeline)}  {finished} of {stages.Count} stages  {DurationText.Of(progress.Elapsed)}";
        Table table = new Table().NoBorder().HideHeaders();
        table.AddColumn(new TableColumn("").NoWrap().Padding(2, 0, 1, 0));
        table.AddColumn(new TableColumn("").NoWrap().Padding(0, 0, 2, 0).Width(progress.NameWidth));
        table.AddColumn(new TableColumn("").NoWrap().Padding(0, 0, 2, 0));
        table.AddColumn(new TableColumn("").NoWrap().Padding(0, 0, 0, 0));

        (int hidden, IReadOnlyList<StageProgress> shown) = Window(stages, Math.Max(3, height - 3));
        if (hidden > 0)
            table.AddRow(new Text(""), new Text($"({hidden} above)", Dim), new Text(""), new Text(""));
        foreach (StageProgress stage in shown)
            table.AddRow(Row(stage, number, width - progress.NameWidth - BesideText, unicode));
        return new Rows(new Text(title, new Style(decoration: Decoration.Bold)).Ellipsis(), table);
    }

    /// <summary>With more stages than rows, those from shortly before the first that is open.</summary>
    private static (int Hidden, IReadOnlyList<StageProgress> Shown) Window(IReadOnlyList<StageProgress> stages, int rows)
    {
        if (stages.Count <= rows)
            return (0, stages);
        int firstOpen = stages.TakeWhile(stage => stage.Finished is not null).Count();
        int start = Math.Clamp(firstOpen - (rows / 3), 0, stages.Count - rows);
        return (start, [.. stages.Skip(start).Take(rows - 1)]);
    }

    private static IRenderable[] Row(StageProgress stage, int number, int room, bool unicode)
    {
        string name = PlainText.Of(stage.Name);
        if (stage.Finished is StageRun finished)
        {
            OutcomeStyle outcome = OutcomeStyle.Of(finished.Outcome);
            string time = finished.Outcome is StageOutcome.Executed or StageOutcome.Failed ? DurationText.Of(finished.Duration) : outcome.Word;
            string text = PlainText.Of(StageText.Of(finished));
            string cut = room < 8 ? "" : text.Length <= room ? text : text[..(room - 3)] + "...";
            return [new Text(unicode ? outcome.Sign : outcome.Word[..1], outcome.Style), new Text(name).Ellipsis(), new Text(time, Dim), new Text(cut)];
        }

        if (!stage.IsRunning)
            return [new Text(""), new Text(name, Dim).Ellipsis(), new Text(""), new Text("")];

        string spinner = unicode ? "⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏"[number % 10].ToString() : @"-\|/"[number % 4].ToString();
        return
        [
            new Text(spinner, new Style(Color.Blue)),
            new Text(name).Ellipsis(),
            new Text(DurationText.Of(stage.Elapsed!.Value)),
            stage.Share is double share ? Bar(share, unicode) : new Text(""),
        ];
    }

    private static Paragraph Bar(double share, bool unicode)
    {
        int done = (int)Math.Round(share * BarWidth);
        return new Paragraph()
            .Append(new string(unicode ? '━' : '#', done), new Style(Color.Blue))
            .Append(new string(unicode ? '─' : '-', BarWidth - done), Dim)
            .Append(string.Create(CultureInfo.InvariantCulture, $" {share * 100:0} %"));
    }
}
