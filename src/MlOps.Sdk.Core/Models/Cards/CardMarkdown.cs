using System.Text;

namespace MlOps.Sdk.Models.Cards;

/// <summary>Writes a model card as Markdown in which no value can be anything but text.</summary>
internal static class CardMarkdown
{
    private const string Special = @"\`*_{}[]<>#|~&!";

    public static string Write(string title, IEnumerable<CardSection> sections)
    {
        // Not AppendLine: the bytes must not depend on the operating system.
        StringBuilder text = new();
        text.Append("# ").Append(Escape(title)).Append('\n');
        foreach (CardSection section in sections)
        {
            text.Append("\n## ").Append(Escape(section.Title)).Append('\n');
            foreach (CardBlock block in section.Blocks)
                Write(text, block);
        }

        return text.ToString();
    }

    private static void Write(StringBuilder text, CardBlock block)
    {
        switch (block)
        {
            case CardText paragraph:
                foreach (string part in CardContent.Paragraphs(paragraph.Text))
                    text.Append('\n').Append(Escape(part)).Append('\n');
                break;
            case CardFacts facts:
                text.Append('\n');
                foreach ((string name, string value, bool isCode) in facts.Facts)
                    text.Append("- ").Append(Escape(name)).Append(value.Length == 0 ? "" : ": ").Append(isCode ? Code(value) : Escape(value)).Append('\n');
                break;
            case CardTable table:
                text.Append('\n');
                Row(text, table.Columns.Select(Escape));
                Row(text, table.Columns.Select(_ => "---"));
                foreach (IReadOnlyList<string> row in table.Rows)
                    Row(text, row.Select(Escape));
                break;
        }
    }

    private static void Row(StringBuilder text, IEnumerable<string> cells) => text.Append("| ").AppendJoin(" | ", cells).Append(" |\n");

    private static string Escape(string value)
    {
        StringBuilder escaped = new(value.Length);
        foreach (char letter in OneLine(value))
            escaped.Append(Special.Contains(letter) ? "\\" : "").Append(letter);
        // What would begin a list or a rule.
        return escaped.Length > 0 && escaped[0] is '-' or '+' or '=' ? $"\\{escaped}" : escaped.ToString();
    }

    // The fence is longer than any in the value.
    private static string Code(string value)
    {
        string line = OneLine(value);
        string fence = "`";
        while (line.Contains(fence, StringComparison.Ordinal))
            fence += "`";
        return fence.Length == 1 ? $"`{line}`" : $"{fence} {line} {fence}";
    }

    private static string OneLine(string value) => string.Concat(value.Select(letter => char.IsControl(letter) ? ' ' : letter));
}
