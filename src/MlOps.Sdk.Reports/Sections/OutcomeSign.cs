using MlOps.Sdk.Reports.Markup;
using MlOps.Sdk.Runs;

namespace MlOps.Sdk.Reports.Sections;

/// <summary>What became of a stage, in a sign and a word: colour alone tells nobody who can't see it.</summary>
internal static class OutcomeSign
{
    public static Html Of(StageOutcome? outcome) => $"""<span class="state {Class(outcome)}">{Sign(outcome)} {Word(outcome)}</span>""";

    public static string Word(StageOutcome? outcome) => outcome?.ToString().ToLowerInvariant() ?? "not recorded";

    public static string Sign(StageOutcome? outcome) => outcome switch
    {
        StageOutcome.Executed => "✓",
        StageOutcome.Reused => "=",
        StageOutcome.Failed => "✗",
        StageOutcome.Skipped => "–",
        StageOutcome.Cancelled => "–",
        _ => "?",
    };

    public static string Class(StageOutcome? outcome) => outcome switch
    {
        StageOutcome.Executed => "good",
        StageOutcome.Reused => "kept",
        StageOutcome.Failed => "bad",
        _ => "none",
    };
}
