using System.Text.RegularExpressions;

namespace MlOps.Sdk.House.Tests;

/// <summary>What the README shows is what the examples do.</summary>
public sealed partial class ReadmeTests
{
    [Fact]
    public void Every_fence_of_code_stands_in_an_example()
    {
        IReadOnlyList<string[]> examples = [.. Repository.Files("examples", "*.cs").Select(path => Lines(Repository.Read(path)))];

        // "// …" stands for lines left out.
        IEnumerable<string> strangers = Fences("csharp")
            .SelectMany(fence => Regex.Split(fence, @"^\s*//\s*…\s*$", RegexOptions.Multiline))
            .Where(excerpt => Lines(excerpt).Length > 0)
            .Where(excerpt => !examples.Any(example => Contains(example, Lines(excerpt))));

        Offenders.AreNone(strangers);
    }

    [Fact]
    public void The_first_fence_of_code_begins_by_line_9()
    {
        int line = Array.FindIndex(Repository.Read("README.md").Split('\n'), text => text.StartsWith("```csharp", StringComparison.Ordinal)) + 1;

        Assert.InRange(line, 1, 9);
    }

    [Fact]
    public void Every_project_that_a_command_runs_is_there()
    {
        IReadOnlyList<string> projects = [.. ProjectOption().Matches(Repository.Read("README.md")).Select(match => match.Groups[1].Value)];

        Assert.NotEmpty(projects);
        Assert.All(projects, project => Assert.True(Directory.Exists(Repository.PathOf(project)) || File.Exists(Repository.PathOf(project)), project));
    }

    [Fact]
    public void Every_link_into_the_repository_leads_somewhere()
    {
        IEnumerable<string> broken = Link().Matches(Repository.Read("README.md"))
            .Select(match => match.Groups[1].Value.Split('#')[0])
            .Where(target => target.Length > 0 && !target.Contains("://", StringComparison.Ordinal))
            .Where(target => !File.Exists(Repository.PathOf(target)) && !Directory.Exists(Repository.PathOf(target)));

        Offenders.AreNone(broken);
    }

    private static IEnumerable<string> Fences(string language) =>
        Regex.Matches(Repository.Read("README.md").ReplaceLineEndings("\n"), $"^```{language}[^\n]*\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)
            .Select(match => match.Groups[1].Value);

    /// <summary>The lines without indentation and blank lines: an excerpt may be indented otherwise than the page it is from.</summary>
    private static string[] Lines(string text) =>
        [.. text.ReplaceLineEndings("\n").Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0)];

    private static bool Contains(string[] page, string[] excerpt) =>
        Enumerable.Range(0, Math.Max(0, page.Length - excerpt.Length + 1)).Any(start => page.AsSpan(start, excerpt.Length).SequenceEqual(excerpt));

    [GeneratedRegex(@"--project\s+(\S+)")]
    private static partial Regex ProjectOption();

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();
}
