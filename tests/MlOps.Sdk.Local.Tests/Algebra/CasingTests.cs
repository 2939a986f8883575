using System.Text;
using MlOps.Sdk.Algebra;
using MlOps.Sdk.Data;
using MlOps.Sdk.Local.Tests.Algebra.Engines;

namespace MlOps.Sdk.Local.Tests.Algebra;

public sealed class CasingTests
{
    // Letters with case that came with Unicode 13 or later, which the tables of older engines don't know.
    private static readonly (int First, int Last)[] s_newer =
    [
        (0x1C89, 0x1C8A), (0x2C2F, 0x2C2F), (0x2C5F, 0x2C5F), (0xA7C0, 0xA7C1), (0xA7C7, 0xA7DC), (0xA7F5, 0xA7F6), (0x10570, 0x105BC),
        (0x10D50, 0x10D85), (0x16EA0, 0x16ED3), (0x0264, 0x0264), (0x019B, 0x019B),
    ];

    [Theory]
    [InlineData("upper", Engine.DuckDb)]
    [InlineData("upper", Engine.BigQuery)]
    [InlineData("upper", Engine.Beam)]
    [InlineData("lower", Engine.DuckDb)]
    [InlineData("lower", Engine.BigQuery)]
    [InlineData("lower", Engine.Beam)]
    public async Task Every_letter_has_the_same_case_in_every_engine(string function, Engine kind)
    {
        Assert.SkipWhen(EngineTables.WhyMissing(kind) is not null, EngineTables.WhyMissing(kind) ?? "");
        ScalarNode value = FunctionTable.Call(function, new ColumnNode("s", DataType.String, false));
        Schema schema = new([new("s", DataType.String, false)]);

        // The letters with case lie below U+1F000. Each stands before an a, so that a Σ doesn't end a word, and once more after it, so that it does.
        string[] letters = [.. Enumerable.Range(1, 0x1EFFF).Where(c => Rune.IsValid(c) && !IsNewer(c)).Select(char.ConvertFromUtf32)];
        object?[][] rows = [.. letters.Chunk(500).Select(some => new object?[] { string.Join("", some.Select(letter => $"{letter}a{letter} ")) })];
        using IEngine engine = await EngineTables.CreateAsync(kind, schema, rows);
        using DotNetTable dotNet = new(schema, rows);
        int[] all = [.. Enumerable.Range(0, rows.Length)];
        List<string> differences = [];
        foreach ((object? expected, object? actual) in dotNet.Evaluate(value, all).Zip(engine.Evaluate(value, all)))
            differences.AddRange(Runes(expected).Zip(Runes(actual)).Where(pair => pair.First != pair.Second).Select(pair => $"U+{pair.First.Value:X4} {pair.First}: {pair.Second}"));

        Assert.True(differences.Count == 0, string.Join(", ", differences.Take(100)));
    }

    private static IEnumerable<Rune> Runes(object? text) => Assert.IsType<string>(text).EnumerateRunes();

    private static bool IsNewer(int letter) => s_newer.Any(range => letter >= range.First && letter <= range.Last);
}
