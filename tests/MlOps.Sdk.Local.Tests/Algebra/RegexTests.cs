using System.Globalization;
using MlOps.Sdk.Algebra;
using MlOps.Sdk.Algebra.Patterns;
using MlOps.Sdk.Data;
using MlOps.Sdk.Local.Tests.Algebra.Engines;

namespace MlOps.Sdk.Local.Tests.Algebra;

/// <summary>Random regular expressions over random texts: every engine finds, and replaces, what .NET does.</summary>
/// <remarks>8,000 pairs of a pattern and a text by default; MLOPS_PAIRS asks for more.</remarks>
public sealed class RegexTests
{
    private const int Patterns = 100;
    private const int Texts = 40;

    private static readonly string[] s_alphabet = ["a", "b", "A", "1", " ", "\n", "-", "]", "\\", "é", "\u0301", "\uFFFF", "😀", "😁", "𐐨"];

    private static readonly Schema s_schema = new([new("text", DataType.String, false)]);

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task All_engines_find_the_same(int seed)
    {
        Random random = new(seed);
        object?[][] rows = [.. Enumerable.Range(0, Texts).Select(_ => new object?[] { Text(random) })];
        using EngineTables engines = await EngineTables.CreateAsync(s_schema, rows);
        List<string> differences = [];
        int patterns = 0;
        while (patterns < Patterns)
        {
            RandomRegex pattern = new(random);
            if (RegexPattern.ProblemOf(pattern.Text) is not null)
                continue;
            patterns++;
            differences.AddRange(Calls(pattern.Text, random).SelectMany(call => engines.Compare(call)));
        }

        Assert.True(differences.Count == 0, $"{differences.Count} differ\n{string.Join("\n", differences.OrderBy(text => text.Length).Take(12))}");
    }

    public static TheoryData<int> Seeds()
    {
        long pairs = long.Parse(Environment.GetEnvironmentVariable("MLOPS_PAIRS") ?? "8000", CultureInfo.InvariantCulture);
        return [.. Enumerable.Range(1, (int)Math.Max(1, pairs / (Patterns * Texts)))];
    }

    private static IEnumerable<CallNode> Calls(string pattern, Random random)
    {
        RegexPattern parsed = RegexPattern.Parse(pattern);
        int group = random.Next(parsed.Groups + 1);
        ColumnNode text = new("text", DataType.String, false);
        yield return FunctionTable.Call("regex_is_match", text, ConstantNode.Of(pattern));
        yield return FunctionTable.Call("regex_match", text, ConstantNode.Of(pattern), ConstantNode.Of((long)group));
        if (!parsed.CanBeEmpty)
            yield return FunctionTable.Call("regex_replace", text, ConstantNode.Of(pattern), ConstantNode.Of($"<${group}>\\"));
    }

    private static string Text(Random random) => string.Concat(Enumerable.Range(0, random.Next(0, 9)).Select(_ => s_alphabet[random.Next(s_alphabet.Length)]));
}
