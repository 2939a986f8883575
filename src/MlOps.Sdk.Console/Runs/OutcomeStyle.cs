using Spectre.Console;

namespace MlOps.Sdk.Runs;

/// <summary>How an outcome looks.</summary>
/// <param name="Word">The outcome in a word.</param>
/// <param name="Sign">The outcome in a sign, for terminals with Unicode.</param>
/// <param name="Style">The colour of both.</param>
internal sealed record OutcomeStyle(string Word, string Sign, Style Style)
{
    public static OutcomeStyle Of(StageOutcome outcome) => outcome switch
    {
        StageOutcome.Executed => new("executed", "✓", new Style(Color.Green)),
        StageOutcome.Reused => new("reused", "=", new Style(Color.Aqua)),
        StageOutcome.Failed => new("failed", "✗", new Style(Color.Red, decoration: Decoration.Bold)),
        StageOutcome.Skipped => new("skipped", "-", new Style(decoration: Decoration.Dim)),
        _ => new("cancelled", "-", new Style(Color.Yellow)),
    };
}
