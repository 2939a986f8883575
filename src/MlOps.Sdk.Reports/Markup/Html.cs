using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace MlOps.Sdk.Reports.Markup;

/// <summary>
/// A piece of HTML, written as an interpolated string: what stands in the string is markup, what is filled in is text and is encoded, unless it is HTML itself.
/// </summary>
/// <remarks>
/// Holes are in element content or in quoted attributes, never in names, scripts or styles. Numbers are coordinates; those for people come as text from
/// <see cref="NumberText"/>. Any other type doesn't compile, so that nothing depends on a culture.
/// </remarks>
[InterpolatedStringHandler]
internal sealed class Html
{
    private readonly StringBuilder _text;

    public Html(int literalLength, int formattedCount) => _text = new StringBuilder(literalLength + (16 * formattedCount));

    public static Html Empty { get; } = $"";

    public static Html Text(string text) => $"{text}";

    public bool IsEmpty => _text.Length == 0;

    public void AppendLiteral(string markup) => _text.Append(markup);

    public void AppendFormatted(string? text) => HtmlText.Append(_text, text);

    public void AppendFormatted(Html? html) => _text.Append(html?._text);

    public void AppendFormatted(IEnumerable<Html> parts)
    {
        foreach (Html part in parts)
            _text.Append(part._text);
    }

    public void AppendFormatted(int number) => _text.Append(CultureInfo.InvariantCulture, $"{number}");

    // A hundredth of a pixel is enough, and keeps the file small; minus zero would be one more byte for nothing.
    public void AppendFormatted(double coordinate) =>
        _text.Append((Math.Round(double.IsFinite(coordinate) ? coordinate : 0, 2) + 0.0).ToString("0.##", CultureInfo.InvariantCulture));

    public override string ToString() => _text.ToString();
}
