using System.Globalization;

namespace MlOps.Sdk.Training;

/// <summary>Decides by comparisons whether a challenger takes the champion's place, and says why.</summary>
internal static class PromotionRule
{
    private const int MostNamed = 5;

    /// <param name="overall">The comparison over all test rows.</param>
    /// <param name="slices">The comparisons slice by slice.</param>
    public static (PromotionOutcome Outcome, string Reason) Decide(Comparison overall, IReadOnlyList<Comparison> slices)
    {
        Comparison[] worse = [.. slices.Where(slice => slice.Verdict == ComparisonVerdict.Worse)];
        string verdict = ComparisonText.Of(overall);
        if (overall.Verdict == ComparisonVerdict.Worse)
            return (PromotionOutcome.Keep, verdict);
        if (worse.Length > 0)
        {
            string named = string.Join("; ", worse.Take(MostNamed).Select(ComparisonText.Of));
            string more = worse.Length > MostNamed ? string.Create(CultureInfo.InvariantCulture, $"; {worse.Length - MostNamed} more slices are worse") : "";
            return (PromotionOutcome.Keep, $"{verdict}; {named}{more}");
        }

        return overall.Verdict == ComparisonVerdict.Better
            ? (PromotionOutcome.Promote, verdict)
            : (PromotionOutcome.NotEnoughEvidence, verdict + ComparisonText.Power(overall));
    }
}
