namespace MlOps.Sdk.Local.Tests.Algebra;

/// <summary>A random regular expression, of the subset but for what its parser refuses.</summary>
internal sealed class RandomRegex
{
    private static readonly string[] s_characters = ["a", "b", "A", "1", " ", @"\-", @"\]", @"\\", "é", "\u0301", @"\uFFFF", "😀", "𐐨", @"\n", @"\x0B"];
    private static readonly string[] s_sets = [".", @"\d", @"\w", @"\s", @"\D", @"\W", @"\S"];
    private static readonly string[] s_ranges = ["a-z", "A-Z", "0-9", "é-😀", @"\x00- ", "😀-😁"];
    private static readonly string[] s_quantifiers = ["*", "+", "?", "{2}", "{1,3}", "{0,2}", "{2,}", "*?", "+?", "??", "{1,2}?"];

    private readonly Random _random;
    private int _groups;

    public RandomRegex(Random random)
    {
        _random = random;
        Text = $"{(random.Next(6) == 0 ? "^" : "")}{Choice(3)}{(random.Next(6) == 0 ? "$" : "")}";
    }

    public string Text { get; }

    private string Choice(int depth) => string.Join('|', Enumerable.Range(0, _random.Next(4) == 0 ? 2 : 1).Select(_ => Sequence(depth)));

    private string Sequence(int depth) => string.Concat(Enumerable.Range(0, _random.Next(1, 4)).Select(_ => Part(depth) + (_random.Next(3) == 0 ? Pick(s_quantifiers) : "")));

    private string Part(int depth) => _random.Next(depth > 0 ? 10 : 7) switch
    {
        0 or 1 or 2 => Pick(s_characters),
        3 => Pick(s_sets),
        4 or 5 => Class(),
        6 => _random.Next(3) == 0 ? "^" : _random.Next(2) == 0 ? "$" : Pick(s_characters),
        7 => $"(?:{Choice(depth - 1)})",
        _ => _groups++ < 8 ? $"({Choice(depth - 1)})" : Pick(s_characters),
    };

    private string Class() =>
        $"[{(_random.Next(3) == 0 ? "^" : "")}{string.Concat(Enumerable.Range(0, _random.Next(1, 4)).Select(_ => _random.Next(4) switch
        {
            0 => Pick(s_ranges),
            1 => Pick(s_sets[1..]),
            _ => Pick(s_characters),
        }))}]";

    private string Pick(string[] choices) => choices[_random.Next(choices.Length)];
}
