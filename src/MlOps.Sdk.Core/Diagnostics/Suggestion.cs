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

    // Edits, of which an exchange of neighbours is one (optimal string alignment), between the letters and digits of two names,
    // ignoring case; at most the limit.
    private static int Distance(string left, string right, int limit)
    {
        string from = Letters(left);
        string to = Letters(right);
        if (Math.Abs(from.Length - to.Length) >= limit || from.Length > 200)
            return limit;

        int[,] edits = new int[from.Length + 1, to.Length + 1];
        for (int i = 0; i <= from.Length; i++)
            edits[i, 0] = i;
        for (int j = 0; j <= to.Length; j++)
            edits[0, j] = j;
        for (int i = 1; i <= from.Length; i++)
        {
            for (int j = 1; j <= to.Length; j++)
            {
                int replace = edits[i - 1, j - 1] + (from[i - 1] == to[j - 1] ? 0 : 1);
                edits[i, j] = Math.Min(replace, Math.Min(edits[i - 1, j], edits[i, j - 1]) + 1);
                if (i > 1 && j > 1 && from[i - 1] == to[j - 2] && from[i - 2] == to[j - 1])
                    edits[i, j] = Math.Min(edits[i, j], edits[i - 2, j - 2] + 1);
            }
        }

        return edits[from.Length, to.Length];
    }

    private static string Letters(string name) => string.Concat(name.Where(char.IsLetterOrDigit)).ToUpperInvariant();
}
