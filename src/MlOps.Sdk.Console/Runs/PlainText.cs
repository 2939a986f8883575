using Spectre.Console;
using Spectre.Console.Rendering;

namespace MlOps.Sdk.Runs;

/// <summary>Text that shows as it is: nothing in it is markup, and none of its characters steers the terminal.</summary>
internal static class PlainText
{
    /// <summary>The text with control characters other than line ends made visible: names and messages may quote data from anywhere.</summary>
    public static string Of(string text) =>
        text.Any(IsControl) ? string.Concat(text.Select(character => IsControl(character) ? '\uFFFD' : character)) : text;

    /// <summary>Writes lines that are never wrapped: what reads them may search them.</summary>
    public static void WriteLines(this IAnsiConsole console, string text)
    {
        if (text.Length == 0)
            return;

        // Not every console is safe for several threads.
        lock (console)
            console.Write(new Raw(Of(text).ReplaceLineEndings("\n")));
    }

    private static bool IsControl(char character) => char.IsControl(character) && character is not ('\n' or '\r');

    private sealed class Raw(string text) : Renderable
    {
        protected override IEnumerable<Segment> Render(RenderOptions options, int maxWidth)
        {
            foreach (string line in text.Split('\n'))
            {
                yield return new Segment(line);
                yield return Segment.LineBreak;
            }
        }
    }
}
