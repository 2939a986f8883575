using MlOps.Sdk.Reports.Markup;

namespace MlOps.Sdk.Reports.Charts;

/// <summary>Two axes with marks between them.</summary>
/// <param name="x">The horizontal axis.</param>
/// <param name="y">The vertical axis.</param>
internal sealed class Plot(Axis x, Axis y)
{
    public const double Left = 46;
    public const double Right = 350;
    public const double Top = 22;
    public const double Bottom = 222;

    private const double Width = 362;
    private const double Height = 262;

    public Axis X => x;

    public Axis Y => y;

    /// <summary>Axes from 0 to 1, as of rates and probabilities.</summary>
    public static Plot OfShares() => new(Axis.Plain(0, 1, Left, Right), Axis.Plain(0, 1, Bottom, Top));

    public Html Render(string title, string description, string acrossLabel, string upLabel, Html marks) => $"""
        <svg class="chart" viewBox="0 0 {Width} {Height}" role="img">
        <title>{title}</title>
        <desc>{description}</desc>
        {y.Ticks(4).Select(value => Across(value, y.At(value)))}{x.Ticks(5).Select(value => Up(value, x.At(value)))}<path class="frame" d="M{Left} {Bottom}H{Right}" />
        {marks}<text class="tick end" x="{Right}" y="{Bottom + 34}">{acrossLabel} →</text><text class="tick" x="{Left}" y="{Top - 10}">↑ {upLabel}</text>
        </svg>

        """;

    /// <summary>A line through points.</summary>
    public Html Line(string style, IEnumerable<(double X, double Y)> points)
    {
        Html path = $"";
        bool first = true;
        foreach ((double across, double up) in points)
        {
            path.AppendFormatted(first ? (Html)$"M{x.At(across)} {y.At(up)}" : (Html)$"L{x.At(across)} {y.At(up)}");
            first = false;
        }

        return $"""
            <path class="{style}" d="{path}" />

            """;
    }

    public Html Dot(string style, double across, double up, double radius, string words) => $"""
        <circle class="{style}" cx="{x.At(across)}" cy="{y.At(up)}" r="{radius}"><title>{words}</title></circle>

        """;

    private static Html Across(double value, double at) => $"""
        <path class="rule" d="M{Left} {at}H{Right}" /><text class="tick end" x="{Left - 6}" y="{at + 4}">{NumberText.Tick(value)}</text>

        """;

    private static Html Up(double value, double at) => $"""
        <path class="frame" d="M{at} {Bottom}v4" /><text class="tick middle" x="{at}" y="{Bottom + 17}">{NumberText.Tick(value)}</text>

        """;
}
