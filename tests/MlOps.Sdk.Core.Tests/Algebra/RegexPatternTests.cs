using MlOps.Sdk.Algebra.Patterns;

namespace MlOps.Sdk.Core.Tests.Algebra;

public sealed class RegexPatternTests
{
    [Theory]
    [InlineData(@"a.b", @"a[^\n]b", @"a[^\n]b")]
    [InlineData(@"^\d+$", @"^[0-9]+$", @"^[0-9]+\Z")]
    [InlineData(@"\w\W\s", @"[0-9A-Z_a-z][^0-9A-Z_a-z][\t-\r ]", @"[0-9A-Z_a-z][^0-9A-Z_a-z][\t-\r ]")]
    [InlineData(@"[^\d\-x]", @"[^\-0-9x]", @"[^\-0-9x]")]
    [InlineData("(a)|(?:b){2,}?", "(?:a)|(?:b){2,}?", "(?:a)|(?:b){2,}?")]
    [InlineData("[é😀]", @"[é\x{1F600}]", @"[é\U0001F600]")]
    [InlineData(@"\$\\\t\x07", @"\$\\\t\x07", @"\$\\\t\x07")]
    public void A_pattern_is_written_for_each_engine(string pattern, string re2, string python)
    {
        Assert.Equal(re2, RegexPattern.Parse(pattern).Print(RegexSyntax.Re2));
        Assert.Equal(python, RegexPattern.Parse(pattern).Print(RegexSyntax.Python));
    }

    [Theory]
    [InlineData("^[^a]$", @"^(?:[\x00-\`b-\uD7FF\uE000-\uFFFF]|[\uD800-\uDBFF][\uDC00-\uDFFF])\z")]
    [InlineData("😀", @"(?:\uD83D\uDE00)")]
    [InlineData("[a😀-😃]", @"(?:a|\uD83D[\uDE00-\uDE03])")]
    [InlineData(@"\x61(b)", "a(b)")]
    public void In_DotNet_characters_beyond_UFFFF_are_pairs(string pattern, string expected)
    {
        Assert.Equal(expected, RegexPattern.Parse(pattern).PrintWithGroups(RegexSyntax.DotNet));
    }

    [Theory]
    [InlineData(@"(a)\1", "has a reference to a group, which only some engines know; write the text itself")]
    [InlineData("(?=a)", "has '(?='; there are only (…) and (?:…), no lookaround, names, flags or comments")]
    [InlineData("(?i)a", "has '(?i'; there are only (…) and (?:…), no lookaround, names, flags or comments")]
    [InlineData("(?<year>a)", "has '(?<'; there are only (…) and (?:…), no lookaround, names, flags or comments")]
    [InlineData(@"\bword", "has '\\b', whose words differ between engines; write what may stand there, such as (?:^|[^0-9A-Za-z])")]
    [InlineData(@"\p{L}", "has '\\p', but the versions of Unicode differ between engines; list the characters in a class")]
    [InlineData(@"\Q", "has '\\Q', which has no common meaning; write the character without the '\\'")]
    [InlineData(@"a\Z", "has '\\Z', which engines understand in different ways; write $, which is the very end")]
    [InlineData("a++", "has a quantifier after a quantifier; put the first with what it repeats into (?:…), or leave one of them out")]
    [InlineData("*a", "has a '*' with nothing before it to repeat; write \\* if it stands for itself")]
    [InlineData("a{,3}", "has a '{' that begins no {n}, {n,} or {n,m}; write \\{ if it stands for itself")]
    [InlineData("a{3,2}", "has {3,2}; repetitions go from 0 or more to at least 1 and at most 1000")]
    [InlineData("a{0}", "has {0}; repetitions go from 0 or more to at least 1 and at most 1000")]
    [InlineData("a}", "has a '}' that stands alone; write \\}")]
    [InlineData("(?:a{500}){3}", "has more than 1000 characters once its repetitions are written out; make them fewer, or write * or +")]
    [InlineData("(a", "has a '(' without a ')'; write \\( if it stands for itself")]
    [InlineData("a)", "has a ')' without a '('; write \\) if it stands for itself")]
    [InlineData("[a", "has a '[' without a ']'; write \\[ if it stands for itself")]
    [InlineData("[]a]", "has a class without any character; write \\] for a ']' in it")]
    [InlineData("[^]", "has a class without any character; write \\] for a ']' in it")]
    [InlineData(@"[^\s\S]", "has a class without any character; write \\] for a ']' in it")]
    [InlineData("[a-[b]]", "has a '[' in a class; write \\[ if it stands for itself")]
    [InlineData("[z-a]", "has a class with a '-' that isn't between two characters in ascending order; write \\- if it stands for itself")]
    [InlineData(@"[\d-z]", "has a class with a '-' that isn't between two characters in ascending order; write \\- if it stands for itself")]
    [InlineData(@"a\", "ends with a '\\'; write \\\\ if it stands for itself")]
    [InlineData(@"\x1", "has an escape that is not 2 hexadecimal digits of a character; write the character itself")]
    [InlineData(@"\uD83D", "has an escape that is not 4 hexadecimal digits of a character; write the character itself")]
    [InlineData("a$b", "has a $ that isn't at its end; write \\$ if it stands for itself")]
    [InlineData("a(?:^|b)", "has a ^ that isn't at its start; write \\^ if it stands for itself")]
    [InlineData("(?:a*)*", "repeats what may be empty, which engines count in ways of their own; repeat something of at least one character")]
    [InlineData("a?|b*", "has two alternatives that may both be empty; leave one of them out")]
    public void What_engines_understand_in_different_ways_is_refused_with_what_to_write(string pattern, string problem)
    {
        Assert.Equal($"the pattern '{pattern}' {problem}", RegexPattern.ProblemOf(pattern));
    }

    [Theory]
    [InlineData("(?:a+)+")]
    [InlineData("(?:a|a)*b")]
    [InlineData(@"(?:\w|\d)+x")]
    [InlineData(@"^(?:\w+\s?)*$")]
    [InlineData("(?:a+b?)+")]
    [InlineData("(?:x+x+)+y")]
    [InlineData("(?:ab|a|b)*c")]
    [InlineData("(?:a{1,2}){2,9}")]
    public void What_can_match_in_exponentially_many_ways_is_refused(string pattern)
    {
        Assert.Contains("may take for ever", RegexPattern.ProblemOf(pattern), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(@"^(?:\d+,)*\d+$")]
    [InlineData("(?:[a-z]{2})+")]
    [InlineData(@"^\s*(\w+)\s*=\s*(.*)$")]
    [InlineData("(?:a+b)*")]
    [InlineData("(?:a|b|cd)*")]
    [InlineData(@"^[+-]?(?:\d+(?:\.\d*)?|\.\d+)$")]
    [InlineData("(?:^|,)a(?:,|$)")]
    [InlineData("(?:(?:[0-9]{1,3}\\.){3})[0-9]{1,3}")]
    [InlineData("a|")]
    public void What_can_match_in_one_way_is_taken(string pattern)
    {
        Assert.Null(RegexPattern.ProblemOf(pattern));
    }

    [Theory]
    [InlineData("$1-${2}0$$", @"\1-\20$", @"\g<1>-\g<2>0$", "${1}-${2}0$$")]
    [InlineData(@"\$0", @"\\\0", @"\\\g<0>", @"\${0}")]
    public void A_replacement_is_written_for_each_engine(string replacement, string re2, string python, string dotNet)
    {
        RegexReplacement parsed = RegexReplacement.Parse(replacement, groups: 2);
        Assert.Equal([re2, python, dotNet], [parsed.Print(RegexSyntax.Re2), parsed.Print(RegexSyntax.Python), parsed.Print(RegexSyntax.DotNet)]);
    }

    [Theory]
    [InlineData("$3", "names group 3, but the pattern has 2; write $$ for a dollar")]
    [InlineData("$12", "has a digit after $1, so that it can't be told where the number ends; write ${1}")]
    [InlineData("$&", "has a '$' that begins neither $0 to $9 nor $$; write $$ for a dollar")]
    [InlineData("5$", "has a '$' that begins neither $0 to $9 nor $$; write $$ for a dollar")]
    public void A_replacement_that_has_no_common_meaning_is_refused(string replacement, string problem)
    {
        Assert.Equal($"the replacement '{replacement}' {problem}", Assert.Throws<ArgumentException>(() => RegexReplacement.Parse(replacement, groups: 2)).Message);
    }
}
