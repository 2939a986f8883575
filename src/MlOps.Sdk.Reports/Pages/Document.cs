using System.Security.Cryptography;
using System.Text;
using MlOps.Sdk.Reports.Markup;

namespace MlOps.Sdk.Reports.Pages;

/// <summary>A page in one file: a head, a list of what is on it, and sections. It asks for nothing from outside and runs no script.</summary>
internal static class Document
{
    private static readonly string Style = ReadStyle();

    private static readonly string StyleHash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Style)));

    public static string Render(string title, Html head, IReadOnlyList<Section> sections)
    {
        // The policy names the style by its hash: a page that quotes data from anywhere neither runs nor fetches any of it.
        Html page = $"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8" />
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-{StyleHash}'; base-uri 'none'; form-action 'none'" />
            <meta name="viewport" content="width=device-width, initial-scale=1" />
            <meta name="color-scheme" content="light dark" />
            <meta name="generator" content="MlOps.Sdk" />
            <title>{Name.Cut(title, 200)}</title>
            <style>
            """;
        page.AppendLiteral(Style);
        page.AppendFormatted((Html)$"""
            </style>
            </head>
            <body>
            <header>
            {head}</header>
            <nav aria-label="On this page"><ul>
            {sections.Select(Link)}</ul></nav>
            <main>
            {sections.Select(section => section.Render())}</main>
            </body>
            </html>

            """);
        return page.ToString();
    }

    private static Html Link(Section section) => $"""
        <li><a href="#{section.Id}">{section.Title}</a></li>

        """;

    private static string ReadStyle()
    {
        using Stream stream = typeof(Document).Assembly.GetManifestResourceStream("MlOps.Sdk.Reports.Style.css")!;
        using StreamReader reader = new(stream, Encoding.UTF8);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
