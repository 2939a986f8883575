namespace MlOps.Sdk.Reports.Markup;

/// <summary>A table; where the page is narrow, each row becomes a block with the heads beside the cells.</summary>
internal sealed class Table(params Column[] columns)
{
    private readonly List<Html> _rows = [];

    public bool IsEmpty => _rows.Count == 0;

    /// <param name="cells">One for each column; the first names the row.</param>
    public void Add(params ReadOnlySpan<Html> cells)
    {
        Html row = $"";
        for (int index = 0; index < columns.Length; index++)
        {
            Column column = columns[index];
            row = index == 0
                ? (Html)$"""<th scope="row">{cells[index]}</th>"""
                : $"""{row}<td{Class(column)} data-head="{column.Head}">{cells[index]}</td>""";
        }

        _rows.Add($"<tr>{row}</tr>");
    }

    public Html Render() => $"""
        <table>
        <thead><tr>{columns.Select(Head)}</tr></thead>
        <tbody>
        {_rows.Select(Line)}</tbody>
        </table>

        """;

    private static Html Head(Column column) => $"""<th scope="col"{Class(column)}>{column.Head}</th>""";

    private static Html Line(Html row) => $"{row}\n";

    private static Html Class(Column column) => column.IsNumber ? (Html)$" class=\"n\"" : Html.Empty;
}

/// <param name="Head">The head.</param>
/// <param name="IsNumber">Whether its cells are numbers, which stand to the right.</param>
internal sealed record Column(string Head, bool IsNumber = false);
