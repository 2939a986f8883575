using System.Text;

namespace MlOps.Sdk.Algebra.Patterns;

/// <summary>What is put in the place of a match: a text in which <c>$1</c> or <c>${1}</c> is a group, <c>$0</c> the match and <c>$$</c> a dollar.</summary>
internal sealed class RegexReplacement
{
    private readonly List<object> _parts = [];

    private RegexReplacement()
    {
    }

    /// <exception cref="ArgumentException">It names a group that there isn't, or uses another form of .NET's.</exception>
    public static RegexReplacement Parse(string replacement, int groups)
    {
        RegexReplacement parsed = new();
        StringBuilder literal = new();
        for (int i = 0; i < replacement.Length; i++)
        {
            string rest = replacement[(i + 1)..];
            if (replacement[i] != '$')
            {
                literal.Append(replacement[i]);
            }
            else if (rest.StartsWith('$'))
            {
                literal.Append('$');
                i++;
            }
            else
            {
                (int group, int length) = Reference(rest, replacement);
                if (group > groups)
                    throw new ArgumentException($"the replacement '{replacement}' names group {group}, but the pattern has {groups}; write $$ for a dollar");
                parsed._parts.Add(literal.ToString());
                parsed._parts.Add(group);
                literal.Clear();
                i += length;
            }
        }

        parsed._parts.Add(literal.ToString());
        return parsed;
    }

    public string Print(RegexSyntax syntax) => string.Concat(_parts.Select(part => (part, syntax) switch
    {
        (string text, RegexSyntax.DotNet) => text.Replace("$", "$$", StringComparison.Ordinal),
        (string text, _) => text.Replace("\\", "\\\\", StringComparison.Ordinal),
        (_, RegexSyntax.DotNet) => $"${{{part}}}",
        (_, RegexSyntax.Python) => $"\\g<{part}>",
        _ => $"\\{part}",
    }));

    // A group of one digit, which RE2 has no more of, and how many characters name it.
    private static (int Group, int Length) Reference(string rest, string replacement)
    {
        if (rest is ['{', >= '0' and <= '9', '}', ..])
            return (rest[1] - '0', 3);
        if (rest is [>= '0' and <= '9', ..])
        {
            return rest.Length > 1 && char.IsAsciiDigit(rest[1])
                ? throw new ArgumentException($"the replacement '{replacement}' has a digit after ${rest[0]}, so that it can't be told where the number ends; write ${{{rest[0]}}}")
                : (rest[0] - '0', 1);
        }

        throw new ArgumentException($"the replacement '{replacement}' has a '$' that begins neither $0 to $9 nor $$; write $$ for a dollar");
    }
}
