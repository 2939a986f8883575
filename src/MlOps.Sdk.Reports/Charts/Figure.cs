using MlOps.Sdk.Reports.Markup;

namespace MlOps.Sdk.Reports.Charts;

/// <summary>A drawing with what it shows in words, and its numbers as a table for those who can't see it or want them exactly.</summary>
internal static class Figure
{
    public static Html Of(string title, string note, Html drawing, Html? table = null) => $"""
        <figure>
        <figcaption><b>{title}</b> {note}</figcaption>
        <div class="drawing">{drawing}</div>
        {AsTable(table)}</figure>

        """;

    /// <summary>Figures beside each other, as many as there is room for.</summary>
    public static Html Grid(IEnumerable<Html> figures) => $"""
        <div class="grid">
        {figures}</div>

        """;

    /// <summary>Figures of one kind beside each other, which are small so that one sees them together.</summary>
    public static Html SmallGrid(IEnumerable<Html> figures) => $"""
        <div class="grid small">
        {figures}</div>

        """;

    private static Html? AsTable(Html? table) => table is null ? null : (Html)$"""
        <details><summary>As a table</summary>
        {table}</details>

        """;
}
