using MlOps.Sdk.Diagnostics;
using MlOps.Sdk.Stages;

namespace MlOps.Sdk.Data.Sources;

/// <summary>Finds the columns of a schema among the names that a source has.</summary>
internal static class ColumnMatch
{
    /// <summary>
    /// For each column the position of its name: the equal one, else the one that differs only in case and in what is neither letter nor digit; -1 if
    /// there is none.
    /// </summary>
    /// <exception cref="StageException">A column has several such names.</exception>
    public static int[] Positions(Schema schema, IReadOnlyList<string> names, string where)
    {
        List<string> problems = [];
        int[] positions = [.. schema.Columns.Select(column => Position(column.Name, names, problems))];
        return problems.Count == 0 ? positions : throw new StageException($"{where}: {string.Join("; ", problems)}. Give each column a name of its own.");
    }

    /// <exception cref="StageException">A column has no name; all are listed.</exception>
    public static void ThrowIfMissing(Schema schema, IReadOnlyList<int> positions, IReadOnlyList<string> names, string where)
    {
        List<string> missing = [.. schema.Columns
            .Where((_, index) => positions[index] < 0)
            .Select(column => $"'{column.Name}'" + (Suggestion.Nearest(column.Name, names) is { } near ? $" (did you mean '{near}'?)" : ""))];
        if (missing.Count > 0)
            throw new StageException($"{where}: there is no column {string.Join(", ", missing)}. There are {Listing(names)}. "
                + "Rename the property, or give it [Column(\"…\")] with the name in the source.");
    }

    /// <exception cref="StageException">Two names are the same to DuckDB.</exception>
    public static void ThrowIfDuplicated(IReadOnlyList<string> names, string where)
    {
        List<string> duplicates = [.. names
            .GroupBy(name => name, StringComparer.OrdinalIgnoreCase)
            .Where(group => group.Count() > 1)
            .Select(group => $"'{group.Key}' ({group.Count()} times)")];
        if (duplicates.Count > 0)
            throw new StageException($"{where}: names occur more than once (case doesn't count): {string.Join(", ", duplicates)}. Give each column a name of its own.");
    }

    private static int Position(string name, IReadOnlyList<string> names, List<string> problems)
    {
        List<int> found = [.. Enumerable.Range(0, names.Count).Where(index => names[index] == name)];
        if (found.Count == 0)
            found = [.. Enumerable.Range(0, names.Count).Where(index => Letters(name).Length > 0 && Letters(names[index]) == Letters(name))];
        if (found.Count > 1)
            problems.Add($"the column '{name}' occurs {found.Count} times ({string.Join(", ", found.Select(index => $"'{names[index]}'"))})");
        return found.Count == 0 ? -1 : found[0];
    }

    private static string Letters(string name) => string.Concat(name.Where(char.IsLetterOrDigit)).ToUpperInvariant();

    private static string Listing(IReadOnlyList<string> names) => string.Join(", ", names.Take(50).Select(name => $"'{name}'")) + (names.Count > 50 ? ", …" : "");
}
