using System.Globalization;
using System.Text.RegularExpressions;

namespace MlOps.Sdk.Reports.Tests.Pages;

public sealed partial class StyleTests
{
    private static readonly string[] s_texts = ["ink", "soft", "blue", "orange", "green", "purple", "yellow"];
    private static readonly (string Text, string Ground)[] s_tinted =
        [("ink", "blue-tint"), ("ink", "green-tint"), ("ink", "orange-tint"), ("blue", "blue-tint"), ("green", "green-tint"), ("orange", "orange-tint")];

    [Theory]
    [InlineData(0, "light")]
    [InlineData(1, "dark")]
    public void Every_text_has_the_contrast_that_WCAG_AA_asks_for(int scheme, string name)
    {
        Dictionary<string, string> colours = SchemeOf(scheme);

        IEnumerable<(string Text, string Ground)> pairs = s_texts.SelectMany(text => new[] { "page", "raised" }.Select(ground => (text, ground))).Concat(s_tinted);

        Assert.All(pairs, pair => Assert.True(Contrast(colours[pair.Text], colours[pair.Ground]) >= 4.5,
            string.Create(CultureInfo.InvariantCulture, $"{name}: {pair.Text} on {pair.Ground} has {Contrast(colours[pair.Text], colours[pair.Ground]):0.00}")));
    }

    private static Dictionary<string, string> SchemeOf(int index)
    {
        using StreamReader style = new(typeof(Report).Assembly.GetManifestResourceStream("MlOps.Sdk.Reports.Style.css")!);
        string block = Root().Matches(style.ReadToEnd())[index].Value;
        return Colour().Matches(block).ToDictionary(match => match.Groups[1].Value, match => match.Groups[2].Value);
    }

    // WCAG 2.2, "contrast ratio" and "relative luminance".
    private static double Contrast(string one, string other)
    {
        (double first, double second) = (Luminance(one), Luminance(other));
        return (Math.Max(first, second) + 0.05) / (Math.Min(first, second) + 0.05);
    }

    private static double Luminance(string colour)
    {
        double[] channels = [.. Enumerable.Range(0, 3).Select(channel => Linear(Convert.ToInt32(colour.Substring(channel * 2, 2), 16) / 255.0))];
        return (0.2126 * channels[0]) + (0.7152 * channels[1]) + (0.0722 * channels[2]);
    }

    private static double Linear(double channel) => channel <= 0.04045 ? channel / 12.92 : Math.Pow((channel + 0.055) / 1.055, 2.4);

    [GeneratedRegex(@":root \{[^}]*--page[^}]*\}")]
    private static partial Regex Root();

    [GeneratedRegex("--([a-z-]+): #([0-9a-f]{6});")]
    private static partial Regex Colour();
}
