using System.Net;
using System.Text;

namespace MlOps.Sdk.Models.Cards;

/// <summary>Writes a model card as an HTML page that loads nothing and runs nothing; every value is encoded.</summary>
internal static class CardHtml
{
    private const string Head = """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
        <style>
        :root { color-scheme: light dark; }
        body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; overflow-wrap: anywhere; }
        h1, h2 { line-height: 1.2; }
        h2 { margin-top: 2.5rem; border-bottom: 1px solid color-mix(in srgb, currentColor 25%, transparent); padding-bottom: .25rem; }
        dl { display: grid; grid-template-columns: minmax(8rem, max-content) 1fr; gap: .25rem 1.5rem; }
        dt { font-weight: 600; }
        dd { margin: 0; }
        div { overflow-x: auto; }
        table { border-collapse: collapse; font-variant-numeric: tabular-nums; overflow-wrap: normal; }
        th, td { text-align: left; padding: .25rem 1.5rem .25rem 0; border-bottom: 1px solid color-mix(in srgb, currentColor 15%, transparent); }
        code { font: .875em ui-monospace, monospace; }
        @media (max-width: 36rem) { dl { grid-template-columns: 1fr; gap: 0; } dd { margin-bottom: .5rem; } }
        </style>

        """;

    public static string Write(string title, IEnumerable<CardSection> sections)
    {
        StringBuilder page = new(Head.ReplaceLineEndings("\n"));
        page.Append("<title>").Append(Encode(title)).Append("</title>\n</head>\n<body>\n<h1>").Append(Encode(title)).Append("</h1>\n");
        foreach (CardSection section in sections)
        {
            page.Append("<h2>").Append(Encode(section.Title)).Append("</h2>\n");
            foreach (CardBlock block in section.Blocks)
                Write(page, block);
        }

        return page.Append("</body>\n</html>\n").ToString();
    }

    private static void Write(StringBuilder page, CardBlock block)
    {
        switch (block)
        {
            case CardText paragraph:
                foreach (string part in CardContent.Paragraphs(paragraph.Text))
                    page.Append("<p>").Append(Encode(part)).Append("</p>\n");
                break;
            case CardFacts facts:
                page.Append("<dl>\n");
                foreach ((string name, string value, bool isCode) in facts.Facts)
                {
                    string encoded = Encode(value);
                    page.Append("<dt>").Append(Encode(name)).Append("</dt><dd>").Append(isCode ? $"<code>{encoded}</code>" : encoded).Append("</dd>\n");
                }

                page.Append("</dl>\n");
                break;
            case CardTable table:
                page.Append("<div><table>\n");
                Row(page, "th", table.Columns);
                foreach (IReadOnlyList<string> row in table.Rows)
                    Row(page, "td", row);
                page.Append("</table></div>\n");
                break;
        }
    }

    private static void Row(StringBuilder page, string cell, IEnumerable<string> cells) =>
        page.Append("<tr>").AppendJoin("", cells.Select(value => $"<{cell}>{Encode(value)}</{cell}>")).Append("</tr>\n");

    private static string Encode(string value) =>
        WebUtility.HtmlEncode(string.Concat(value.Select(letter => char.IsControl(letter) && letter is not ('\t' or '\n') ? ' ' : letter)));
}
