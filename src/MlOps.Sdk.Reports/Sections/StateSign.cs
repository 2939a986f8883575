using MlOps.Sdk.Reports.Markup;
using MlOps.Sdk.Runs;

namespace MlOps.Sdk.Reports.Sections;

/// <summary>How a run ended, in a sign and a word.</summary>
internal static class StateSign
{
    public static Html Of(RunState state)
    {
        (string style, string words) = state switch
        {
            RunState.Succeeded => ("good", "✓ succeeded"),
            RunState.Failed => ("bad", "✗ failed"),
            RunState.Cancelled => ("none", "– cancelled"),
            RunState.Interrupted => ("bad", "✗ interrupted: its process died"),
            _ => ("none", "… running"),
        };
        return $"""<strong class="state {style}">{words}</strong>""";
    }
}
