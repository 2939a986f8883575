namespace MlOps.Sdk.Algebra.Translation;

/// <summary>What may have been meant by a name that doesn't exist.</summary>
internal static class Suggestion
{
    public static string For(string name, IEnumerable<string> known)
    {
        string[] names = known.ToArray();
        string? nearest = names.MinBy(candidate => Distance(name, candidate));
        if (nearest is not null && Distance(name, nearest) <= Math.Max(1, name.Length / 3))
            return $"; did you mean '{nearest}'?";
        return names.Length == 0
            ? ""
            : $"; there are {string.Join(", ", names.Take(20).Select(candidate => $"'{candidate}'"))}{(names.Length > 20 ? " …" : "")}";
    }

    // Levenshtein's, ignoring case.
    private static int Distance(string left, string right)
    {
        int[] previous = Enumerable.Range(0, right.Length + 1).ToArray();
        for (int i = 1; i <= left.Length; i++)
        {
            int[] current = new int[right.Length + 1];
            current[0] = i;
            for (int j = 1; j <= right.Length; j++)
            {
                int substitution = previous[j - 1] + (char.ToUpperInvariant(left[i - 1]) == char.ToUpperInvariant(right[j - 1]) ? 0 : 1);
                current[j] = Math.Min(substitution, Math.Min(previous[j], current[j - 1]) + 1);
            }

            previous = current;
        }

        return previous[^1];
    }
}
