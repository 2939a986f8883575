using MlOps.Sdk.Reports.Markup;

namespace MlOps.Sdk.Reports.Charts;

/// <summary>A distribution as small as a word.</summary>
internal static class Bars
{
    private const double Width = 120;
    private const double Height = 30;
    private const int Most = 60;

    /// <param name="counts">How often; the bars beside each other.</param>
    /// <param name="other">As often in other rows, whose shares are drawn as a line above; null for none.</param>
    /// <param name="words">What it shows.</param>
    public static Html Of(IReadOnlyList<long> counts, IReadOnlyList<long>? other, string words)
    {
        double[] shares = Shares(Merged(counts));
        double[] line = other is null ? [] : Shares(Merged(other));
        double most = shares.Concat(line).DefaultIfEmpty(1).Max();
        double width = Width / Math.Max(1, shares.Length);
        double gap = width > 5 ? 1 : 0;
        Html bars = $"";
        for (int index = 0; index < shares.Length; index++)
        {
            if (shares[index] > 0)
                bars.AppendFormatted((Html)$"M{(index * width) + (gap / 2)} {Height}V{Up(shares[index], most)}h{width - gap}V{Height}z");
        }

        Html above = $"";
        for (int index = 0; index < line.Length; index++)
            above.AppendFormatted(index == 0 ? (Html)$"M0 {Up(line[0], most)}H{width}" : (Html)$"V{Up(line[index], most)}H{(index + 1) * width}");
        Html? overlay = line.Length == 0 ? null : (Html)$"""<path class="overlay" d="{above}" />""";
        return $"""<svg class="spark" viewBox="0 0 {Width} {Height}" preserveAspectRatio="none" role="img"><title>{words}</title><path class="bar" d="{bars}" />{overlay}</svg>""";
    }

    private static double Up(double share, double most) => share == 0 ? Height : Math.Min(Height - 1, Height - (share / most * (Height - 1)));

    private static double[] Shares(long[] counts)
    {
        double all = counts.Sum(count => (double)count);
        return [.. counts.Select(count => all == 0 ? 0 : count / all)];
    }

    // More bars than pixels show nothing more.
    private static long[] Merged(IReadOnlyList<long> counts)
    {
        int together = (counts.Count + Most - 1) / Most;
        return together <= 1 ? [.. counts] : [.. counts.Chunk(together).Select(chunk => chunk.Sum())];
    }
}
