using System.Globalization;
using MlOps.Sdk.Plans;
using MlOps.Sdk.Stages;

namespace MlOps.Sdk.Data.Sources;

/// <summary>A file of delimited text and the names in its header.</summary>
/// <param name="Path">The absolute path.</param>
/// <param name="Names">The names of the cells; <c>column0</c> and so on where the file gives none.</param>
internal sealed record CsvFile(string Path, IReadOnlyList<string> Names)
{
    public string Title => System.IO.Path.GetFileName(Path);

    /// <exception cref="StageException">The file is empty, or isn't UTF-8.</exception>
    public static CsvFile Open(string path, CsvSourcePlan source, string stage)
    {
        string where = $"{stage}: {System.IO.Path.GetFileName(path)}";
        using CsvRecords records = new(GzipFile.OpenText(path), source.Delimiter);
        if (records.ReadByteOrderMark() is { } encoding)
            throw new StageException($"{where}: the file is {encoding}, not UTF-8. Save it as UTF-8.");

        List<string> cells = [];
        if (!records.Read(cells))
            throw new StageException($"{where}: the file is empty; there is {(source.HasHeader ? "not even a header" : "no row")} in {path}.");
        if (source.HasHeader && records.Problem is { } problem)
            throw new StageException($"{where}, line 1: {problem}. Save the file as UTF-8 with quotes doubled inside of quotes.");
        return new(path, [.. cells.Select((cell, index) => source.HasHeader && cell.Trim().Length > 0
            ? cell.Trim()
            : string.Create(CultureInfo.InvariantCulture, $"column{index}"))]);
    }
}
