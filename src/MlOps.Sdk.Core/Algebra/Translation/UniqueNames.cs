namespace MlOps.Sdk.Algebra.Translation;

/// <summary>Names of columns, each given once; those that differ by case alone count as one.</summary>
internal sealed class UniqueNames
{
    private readonly HashSet<string> _taken = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The wish, or with the first number behind it that makes it new.</summary>
    public string Next(string wish)
    {
        string name = wish;
        for (int number = 2; !_taken.Add(name); number++)
            name = FormattableString.Invariant($"{wish}{number}");
        return name;
    }
}
