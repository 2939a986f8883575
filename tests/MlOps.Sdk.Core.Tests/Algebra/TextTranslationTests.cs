using System.Diagnostics.CodeAnalysis;
using System.Linq.Expressions;
using System.Text.RegularExpressions;
using MlOps.Sdk.Algebra;

namespace MlOps.Sdk.Core.Tests.Algebra;

/// <summary>Lambdas over texts and what becomes of them.</summary>
[SuppressMessage("Globalization", "CA1305", Justification = "The lambdas are translated, never executed.")]
[SuppressMessage("Globalization", "CA1310", Justification = "The lambdas are translated, never executed.")]
[SuppressMessage("Globalization", "CA1307", Justification = "The lambdas are translated, never executed.")]
public sealed class TextTranslationTests
{
    private sealed record Strike(string Id, string? Speed, bool Reported, int Height);

    private static string Node(Expression<Func<Strike, object?>> lambda) => Show(ExpressionTranslator.TranslateScalar(Unboxed(lambda)));

    private static string Problem(Expression<Func<Strike, object?>> lambda) =>
        Assert.Throws<TranslationException>(() => ExpressionTranslator.TranslateScalar(Unboxed(lambda))).Message;

    private static string Show(ScalarNode value) => value switch
    {
        CallNode call => $"{call.Function}({string.Join(", ", call.Arguments.Select(Show))})",
        ColumnNode column => column.Name,
        ConstantNode { Value: string text } => $"\"{text}\"",
        ConstantNode constant => constant.Text ?? "null",
        _ => value.ToString(),
    };

    private static LambdaExpression Unboxed<T>(Expression<Func<T, object?>> lambda) =>
        Expression.Lambda(lambda.Body is UnaryExpression { NodeType: ExpressionType.Convert } boxed && boxed.Type == typeof(object) ? boxed.Operand : lambda.Body, lambda.Parameters);

    [Fact]
    public void Texts_are_padded_trimmed_and_cut()
    {
        Assert.Equal("pad_left(Id, 5, \"0\")", Node(s => s.Id.PadLeft(5, '0')));
        Assert.Equal("pad_right(Id, Height)", Node(s => s.Id.PadRight(s.Height)));
        Assert.Equal("trim(Id, \"x\")", Node(s => s.Id.Trim('x')));
        Assert.Equal("trim_end(Id, \"xy\")", Node(s => s.Id.TrimEnd('x', 'y')));
        Assert.Equal("remove(Id, 2, 1)", Node(s => s.Id.Remove(2, 1)));
        Assert.Equal("insert(Id, 2, \"-\")", Node(s => s.Id.Insert(2, "-")));
        Assert.Equal("index_of(Id, \"a\", 3)", Node(s => s.Id.IndexOf('a', 3)));
        Assert.Equal("last_index_of(Id, \"a\")", Node(s => s.Id.LastIndexOf("a", StringComparison.Ordinal)));
    }

    [Fact]
    public void Case_is_ignored_where_it_is_asked_for()
    {
        Assert.Equal("equal_ignoring_case(Id, \"a\")", Node(s => s.Id.Equals("a", StringComparison.OrdinalIgnoreCase)));
        Assert.Equal("equal_ignoring_case(Speed, Id)", Node(s => string.Equals(s.Speed, s.Id, StringComparison.OrdinalIgnoreCase)));
        Assert.Equal("contains_ignoring_case(Id, \"a\")", Node(s => s.Id.Contains("a", StringComparison.OrdinalIgnoreCase)));
        Assert.Equal("starts_with_ignoring_case(Id, \"a\")", Node(s => s.Id.StartsWith("a", StringComparison.OrdinalIgnoreCase)));
        Assert.Equal("ends_with_ignoring_case(Id, \"a\")", Node(s => s.Id.EndsWith("a", StringComparison.OrdinalIgnoreCase)));
        Assert.Equal("equal(Id, \"a\")", Node(s => s.Id.Equals("a", StringComparison.Ordinal)));
        Assert.Contains("culture", Problem(s => s.Id.Equals("a", StringComparison.CurrentCulture)), StringComparison.Ordinal);
    }

    [Fact]
    public void Values_are_written_and_joined()
    {
        string[] separators = ["; "];
        Assert.Equal("text(Reported)", Node(s => s.Reported.ToString()));
        Assert.Equal("concat(Id, text(Reported))", Node(s => s.Id + s.Reported));
        Assert.Equal("concat(Id, \"; \", Speed, \"; \", text(Height))", Node(s => string.Join(separators[0], new object?[] { s.Id, s.Speed, s.Height })));
        Assert.Equal("concat(Id, \"-\", Speed)", Node(s => string.Join('-', new[] { s.Id, s.Speed })));
    }

    [Fact]
    public void Malformed_texts_may_give_null()
    {
        string pattern = "d/M/yyyy";
        Assert.Equal("coalesce(double_or_null(Speed), 0)", Node(s => Parse.DoubleOrNull(s.Speed) ?? 0));
        Assert.Equal("int64_or_null(Id)", Node(s => Parse.Int64OrNull(s.Id)));
        Assert.Equal("boolean_or_null(Id)", Node(s => Parse.BooleanOrNull(s.Id)));
        Assert.Equal("date_or_null(Id, \"d/M/yyyy\")", Node(s => Parse.DateOrNull(s.Id, pattern)));
        Assert.Equal("timestamp_or_null(Id, \"yyyy-MM-dd H:mm\")", Node(s => Parse.TimestampOrNull(s.Id, "yyyy-MM-dd H:mm")));
        Assert.Equal("parse_boolean(Id)", Node(s => bool.Parse(s.Id)));
        Assert.Contains("must hold yyyy, M and d", Problem(s => Parse.DateOrNull(s.Id, "MM/yyyy")), StringComparison.Ordinal);
    }

    [Fact]
    public void Regular_expressions_are_matched_and_replaced()
    {
        Assert.Equal("regex_is_match(Id, \"^[a-z]+$\")", Node(s => Regex.IsMatch(s.Id, "^[a-z]+$")));
        Assert.Equal("regex_is_match(Id, \"a\")", Node(s => Regex.Match(s.Id, "a").Success));
        Assert.Equal("regex_match(Id, \"a\")", Node(s => Regex.Match(s.Id, "a").Value));
        Assert.Equal("regex_match(Id, \"(a)b\", 1)", Node(s => Regex.Match(s.Id, "(a)b").Groups[1].Value));
        Assert.Equal("regex_replace(Id, \"a+\", \"b\")", Node(s => Regex.Replace(s.Id, "a+", "b")));
    }

    [Fact]
    public void Regular_expressions_without_a_common_meaning_are_refused()
    {
        Regex words = new("a");
        Assert.Contains("lookaround", Problem(s => Regex.IsMatch(s.Id, "(?=a)")), StringComparison.Ordinal);
        Assert.Contains("has 1 groups, not one of the number 2", Problem(s => Regex.Match(s.Id, "(a)").Groups[2].Value), StringComparison.Ordinal);
        Assert.Contains("can match the empty text", Problem(s => Regex.Replace(s.Id, "a*", "b")), StringComparison.Ordinal);
        Assert.Contains("write $$ for a dollar", Problem(s => Regex.Replace(s.Id, "a", "$1")), StringComparison.Ordinal);
        Assert.Contains("must be constants", Problem(s => Regex.IsMatch(s.Id, s.Speed!)), StringComparison.Ordinal);
        Assert.Contains("without options", Problem(s => Regex.IsMatch(s.Id, "a", RegexOptions.IgnoreCase)), StringComparison.Ordinal);
        Assert.Contains("Regex.IsMatch(text, pattern)", Problem(s => words.IsMatch(s.Id)), StringComparison.Ordinal);
    }

    [Fact]
    public void As_ordinary_CSharp_a_malformed_text_gives_null_too()
    {
        Assert.Equal([1.5, null, null], [Parse.DoubleOrNull(" 1.5 "), Parse.DoubleOrNull("1,5"), Parse.DoubleOrNull(null)]);
        Assert.Equal([5, null], [Parse.Int64OrNull("+5"), Parse.Int64OrNull("9223372036854775808")]);
        Assert.Equal([true, null], [Parse.BooleanOrNull("TRUE"), Parse.BooleanOrNull("1")]);
        Assert.Equal([new DateOnly(2013, 4, 28), null], [Parse.DateOrNull("28/4/2013", "d/M/yyyy"), Parse.DateOrNull("31/4/2013", "d/M/yyyy")]);
        Assert.Equal(new DateTime(2013, 4, 28, 5, 6, 0, DateTimeKind.Utc), Parse.TimestampOrNull("2013-04-28 5:06", "yyyy-MM-dd H:mm"));
        Assert.Null(Parse.TimestampOrNull("2013-04-28 24:06", "yyyy-MM-dd H:mm"));
        Assert.Contains("must hold", Assert.Throws<ArgumentException>(() => Parse.DateOrNull("", "yyyy")).Message, StringComparison.Ordinal);
    }
}
