namespace MlOps.Sdk.Reports.Markup;

/// <summary>A table; where the page is narrow, each row becomes a block with the heads beside the cells.</summary>
internal sealed class Table(params Head[] columns)
{
    private readonly List<Html> _rows = [];

    public bool IsEmpty => _rows.Count == 0;

    /// <param name="cells">One for each column; the first names the row.</param>
    public void Add(params ReadOnlySpan<Html> cells)
    {
        Html row = $"";
        for (int index = 0; index < columns.Length; index++)
        {
            Head column = columns[index];
            row = index == 0
                ? (Html)$"""<th scope="row">{cells[index]}</th>"""
                : $"""{row}<td{Class(column)} data-head="{column.Words}">{Cell(cells[index])}</td>""";
        }

        _rows.Add($"<tr>{row}</tr>");
    }

    public Html Render() => $"""
        <div class="scroll"><table>
        <thead><tr>{columns.Select(HeadCell)}</tr></thead>
        <tbody>
        {_rows.Select(Line)}</tbody>
        </table></div>

        """;

    private static Html HeadCell(Head column) => $"""<th scope="col"{Class(column)}>{column.Words}</th>""";

    private static Html Line(Html row) => $"{row}\n";

    // In one box, so that it stands beside its head where the page is narrow.
    private static Html Cell(Html cell) => cell.IsEmpty ? cell : (Html)$"<div>{cell}</div>";

    private static Html Class(Head column) => column.IsNumber ? (Html)$" class=\"n\"" : Html.Empty;
}

/// <summary>The head of a column.</summary>
/// <param name="Words">What it says.</param>
/// <param name="IsNumber">Whether the cells below are numbers, which stand to the right.</param>
internal sealed record Head(string Words, bool IsNumber = false);
