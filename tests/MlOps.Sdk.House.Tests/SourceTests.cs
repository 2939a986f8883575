using System.Globalization;

namespace MlOps.Sdk.House.Tests;

/// <summary>A page can be read at one sitting, and is found under the name of what it holds.</summary>
public sealed class SourceTests
{
    [Fact]
    public void Pages_are_short()
    {
        int[] lengths = [.. Repository.Files("src", "*.cs").Select(path => File.ReadLines(Repository.PathOf(path)).Count()).Order()];

        Assert.InRange(lengths[lengths.Length / 2], 1, 75);
        Assert.InRange(lengths[lengths.Length * 9 / 10], 1, 200);
    }

    [Fact]
    public void No_page_has_more_than_400_lines()
    {
        IEnumerable<string> offenders = Repository.Code()
            .Select(path => (path, lines: File.ReadLines(Repository.PathOf(path)).Count()))
            .Where(file => file.lines > 400)
            .Select(file => string.Create(CultureInfo.InvariantCulture, $"{file.path}: {file.lines} lines"));

        Offenders.AreNone(offenders);
    }

    [Fact]
    public void Nothing_is_folded_away_and_no_warning_is_silenced_without_a_reason()
    {
        string region = "#" + "region";
        string pragma = "#" + "pragma";

        IEnumerable<string> offenders = Repository.Code().SelectMany(path => File.ReadLines(Repository.PathOf(path))
            .Where(line => line.TrimStart().StartsWith(region, StringComparison.Ordinal)
                || (line.TrimStart().StartsWith(pragma + " warning disable", StringComparison.Ordinal) && !line.Contains("//", StringComparison.Ordinal)))
            .Select(line => $"{path}: {line.Trim()}"));

        Offenders.AreNone(offenders);
    }

    [Fact]
    public void Nothing_points_outside_the_repository()
    {
        string[] outside = [".." + "/shared", "/work/" + "shared", "/tmp/" + "wt"];

        IEnumerable<string> offenders = new[] { "src", "tests", "benchmarks", "examples", ".ci" }
            .SelectMany(folder => Repository.Files(folder, "*"))
            .Append("README.md")
            .Where(path => Path.GetExtension(path) is ".cs" or ".csproj" or ".props" or ".md" or ".json" or ".txt" or ".sh" or "")
            .Where(path => outside.Any(Repository.Read(path).Contains));

        Offenders.AreNone(offenders);
    }
}
