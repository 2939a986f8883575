using System.Globalization;
using System.Text;
using MlOps.Sdk.Stages;

namespace MlOps.Sdk.Data.Sources;

/// <summary>Counts what is wrong in a source and keeps the first five for the message.</summary>
internal sealed class MalformedCells(string stage)
{
    private const int Shown = 5;

    private readonly List<string> _first = [];

    public long Count { get; private set; }

    public void Add(string where, string what)
    {
        Count++;
        if (_first.Count < Shown)
            _first.Add($"{where}: {what}");
    }

    /// <summary>Adds a cell that can't be of the type that is wanted.</summary>
    public void Add(string where, Column column, string? value) => Add(
        $"{where}, column '{column.Name}'",
        value is null ? $"there is no value, and the row type says that there always is one ({column.Type})" : $"'{Shorten(value)}' is not {(column.Type == DataType.Int64 ? "an" : "a")} {column.Type}");

    public void ThrowIfAny(string remedy)
    {
        if (Count == 0)
            return;
        if (Count == 1)
            throw new StageException($"{stage}: {_first[0]}. {remedy}");

        StringBuilder message = new();
        message.Append(CultureInfo.InvariantCulture, $"{stage}: {Count} values can't be read:");
        foreach (string line in _first)
            message.AppendLine().Append("  ").Append(line);
        if (Count > _first.Count)
            message.AppendLine().Append(CultureInfo.InvariantCulture, $"  and {Count - _first.Count} more");
        throw new StageException(message.AppendLine().Append(remedy).ToString());
    }

    private static string Shorten(string value)
    {
        string line = value.ReplaceLineEndings("⏎");
        return line.Length <= 80 ? line : line[..80] + "…";
    }
}
