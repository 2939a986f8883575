namespace MlOps.Sdk.Diagnostics;

/// <summary>Finds the name that was probably meant.</summary>
public static class Suggestion
{
    /// <summary><c>" Did you mean 'Speed'?"</c> if one of the candidates is near to the name; else the empty string.</summary>
    public static string For(string name, IEnumerable<string> candidates) =>
        Nearest(name, candidates) is { } best ? $" Did you mean '{best}'?" : "";

    /// <summary>The candidate that is nearest to the name; null if none is near.</summary>
    public static string? Nearest(string name, IEnumerable<string> candidates)
    {
        string? best = null;
        // A third of the letters may differ: 'Sped' is near to 'Speed', 'Make' isn't near to 'Date'.
        int bestDistance = Math.Max(1, Math.Min(name.Length, 40) / 3) + 1;
        foreach (string candidate in candidates)
        {
            int distance = Distance(name, candidate, bestDistance);
            if (distance < bestDistance)
            {
                best = candidate;
                bestDistance = distance;
            }
        }

        return best;
    }

    // Edits (Levenshtein) between the letters and digits of two names, ignoring case; at most the limit.
    private static int Distance(string left, string right, int limit)
    {
        string from = Letters(left);
        string to = Letters(right);
        if (Math.Abs(from.Length - to.Length) >= limit || from.Length > 200)
            return limit;

        int[] row = Enumerable.Range(0, to.Length + 1).ToArray();
        for (int i = 1; i <= from.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= to.Length; j++)
            {
                int replace = diagonal + (from[i - 1] == to[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replace, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[^1];
    }

    private static string Letters(string name) => string.Concat(name.Where(char.IsLetterOrDigit)).ToUpperInvariant();
}
