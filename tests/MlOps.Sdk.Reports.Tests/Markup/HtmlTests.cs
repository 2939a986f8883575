using System.Globalization;
using MlOps.Sdk.Reports.Markup;

namespace MlOps.Sdk.Reports.Tests.Markup;

public sealed class HtmlTests
{
    [Fact]
    public void What_is_filled_in_is_text_and_what_is_written_is_markup()
    {
        const string Hostile = """<script>alert('x & "y"')</script>""";

        Html html = $"""<p title="{Hostile}">{Hostile}</p>""";

        Assert.Equal(
            """<p title="&lt;script&gt;alert(&#39;x &amp; &quot;y&quot;&#39;)&lt;/script&gt;">&lt;script&gt;alert(&#39;x &amp; &quot;y&quot;&#39;)&lt;/script&gt;</p>""",
            html.ToString());
    }

    [Fact]
    public void Markup_that_is_filled_in_is_not_encoded_again()
    {
        Html inner = $"<b>{"<"}</b>";
        Html outer = $"<p>{inner}{new[] { inner, inner }}</p>";

        Assert.Equal("<p><b>&lt;</b><b>&lt;</b><b>&lt;</b></p>", outer.ToString());
    }

    [Theory]
    [InlineData("a\0b", "a\uFFFDb")]
    [InlineData("bird \U0001F426", "bird \U0001F426")]
    [InlineData("\uFFFE\u0085\u001B[31m", "\uFFFD\uFFFD\uFFFD[31m")]
    [InlineData("line\nline\ttab", "line\nline\ttab")]
    public void What_is_no_character_of_HTML_is_replaced(string text, string expected) => Assert.Equal(expected, Html.Text(text).ToString());

    [Fact]
    public void Half_a_pair_is_replaced()
    {
        // Not as data of a theory: attributes are kept as UTF-8, which has no half pairs.
        Assert.Equal("half \uFFFD", Html.Text("half \uD83D").ToString());
        Assert.Equal("\uFFFD other half", Html.Text("\uDC26 other half").ToString());
    }

    [Fact]
    public void Coordinates_are_the_same_in_every_culture_and_never_without_end()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
        try
        {
            Html html = $"{1234.567} {-0.001} {double.NaN} {1.0} {double.PositiveInfinity} {-12}";
            Assert.Equal("1234.57 0 0 1 0 -12", html.ToString());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Theory]
    [InlineData(0.82884, "0.8288")]
    [InlineData(-0.0123, "−0.0123")]
    [InlineData(double.NaN, "not defined")]
    [InlineData(1234.5, "1,234.50")]
    [InlineData(2e9, "2e+9")]
    public void A_metric_has_four_decimals_while_it_is_small(double value, string expected) => Assert.Equal(expected, NumberText.Metric(value));

    [Theory]
    [InlineData(0, "0 %")]
    [InlineData(0.0004, "0.04 %")]
    [InlineData(0.5, "50 %")]
    [InlineData(0.99999, "100 %")]
    public void A_share_is_a_percentage(double share, string expected) => Assert.Equal(expected, NumberText.Percent(share));

    [Fact]
    public void A_long_name_is_cut_where_no_character_breaks()
    {
        Assert.Equal("ab…", Name.Cut("abcdef", 3));
        Assert.Equal("a…", Name.Cut("a\U0001F426\U0001F426", 3));
        Assert.Equal("abc", Name.Cut("abc", 3));
    }
}
