using MlOps.Sdk.Stages;

namespace MlOps.Sdk.Runs;

/// <summary>The labels by which one finds a stage's jobs, and what they cost.</summary>
internal static class JobLabels
{
    private const int Longest = 63;

    public static IReadOnlyDictionary<string, string> Of(StageContext context) => new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["mlops-pipeline"] = Text(context.Pipeline),
        ["mlops-stage"] = Text(context.Stage),
        ["mlops-run"] = Text(context.RunId),
    };

    /// <summary>A text as a label takes it: lower-case letters, digits, <c>_</c> and <c>-</c>, at most 63.</summary>
    public static string Text(string text)
    {
        string allowed = string.Concat(text.ToLowerInvariant().Select(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter == '_' ? letter : '-'));
        return allowed.Length <= Longest ? allowed : allowed[..Longest];
    }
}
