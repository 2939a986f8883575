using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace MlOps.Sdk.Testing.Emulator.Dataflow;

/// <summary>What the template does to a pipeline's text first: Jinja, of which placeholders, texts, comments and raw blocks are known here.</summary>
internal static partial class Jinja
{
    /// <summary>The text with its placeholders filled.</summary>
    /// <exception cref="FormatException">A variable isn't defined, or the tag isn't known here.</exception>
    public static string Render(string text, JsonObject variables)
    {
        StringBuilder result = new();
        int at = 0;
        while (Tag().Match(text, at) is { Success: true } tag)
        {
            result.Append(text, at, tag.Index - at);
            if (tag.Groups["raw"].Success)
                result.Append(tag.Groups["raw"].Value);
            else if (tag.Groups["expression"].Success)
                result.Append(Value(tag.Groups["expression"].Value.Trim(), variables));
            else if (!tag.Groups["comment"].Success)
                throw new FormatException($"The emulator doesn't know the template tag '{text.Substring(tag.Index, Math.Min(40, text.Length - tag.Index))}'; braces that mean nothing must be escaped.");
            at = tag.Index + tag.Length;
        }

        result.Append(text, at, text.Length - at);
        // Jinja drops one line end at the end.
        if (result.Length > 0 && result[^1] == '\n')
            result.Length--;
        return result.ToString();
    }

    private static string Value(string expression, JsonObject variables)
    {
        if (Quoted().Match(expression) is { Success: true } quoted)
            return quoted.Groups["text"].Value;
        JsonNode? value = variables;
        foreach (string name in expression.Split('.'))
        {
            value = value is JsonObject holder && Name().IsMatch(name) && holder.TryGetPropertyValue(name, out JsonNode? found)
                ? found
                : throw new FormatException($"'{expression}' is undefined.");
        }

        return value switch
        {
            null => "None",
            JsonValue scalar when scalar.GetValueKind() is System.Text.Json.JsonValueKind.True or System.Text.Json.JsonValueKind.False => (bool)scalar ? "True" : "False",
            JsonValue scalar => scalar.ToString(),
            _ => value.ToJsonString(),
        };
    }

    [GeneratedRegex(@"\{%-?\s*raw\s*-?%\}(?<raw>.*?)\{%-?\s*endraw\s*-?%\}|\{#(?<comment>.*?)#\}|\{\{(?<expression>(?:'[^']*'|""[^""]*""|[^'""}])*)\}\}|\{[{%#]", RegexOptions.Singleline)]
    private static partial Regex Tag();

    [GeneratedRegex(@"\A(?:'(?<text>[^'\\]*)'|""(?<text>[^""\\]*)"")\z")]
    private static partial Regex Quoted();

    [GeneratedRegex(@"\A[A-Za-z_]\w*\z")]
    private static partial Regex Name();
}
