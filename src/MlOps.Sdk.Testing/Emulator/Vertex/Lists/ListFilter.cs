using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using MlOps.Sdk.Testing.Emulator.Vertex.Messages;

namespace MlOps.Sdk.Testing.Emulator.Vertex.Lists;

/// <summary>A filter of a list, such as <c>labels.team="fraud" AND state=JOB_STATE_RUNNING</c>.</summary>
internal sealed partial class ListFilter
{
    private readonly IReadOnlyList<(string[] Path, string Comparison, string Value)> _terms;

    private ListFilter(IReadOnlyList<(string[] Path, string Comparison, string Value)> terms) => _terms = terms;

    /// <summary>Null and an empty text let everything through.</summary>
    public static ListFilter Parse(string? text)
    {
        List<(string[] Path, string Comparison, string Value)> terms = [];
        string rest = (text ?? "").Trim();
        while (rest.Length > 0)
        {
            Match term = Term().Match(rest);
            if (!term.Success)
                throw VertexError.Invalid($"Invalid filter '{text}': expected field=value at '{rest}'.");
            string value = term.Groups["quoted"].Success ? term.Groups["quoted"].Value.Replace("\\\"", "\"", StringComparison.Ordinal) : term.Groups["bare"].Value;
            string[] path = term.Groups["path"].Value.Split('.', 2);
            terms.Add(([FieldPath.ToCamel(path[0]), .. path.Skip(1)], term.Groups["comparison"].Value, value));
            rest = rest[term.Length..].TrimStart();
            if (rest.Length == 0)
                break;
            if (!rest.StartsWith("AND ", StringComparison.Ordinal))
                throw VertexError.Invalid($"Invalid filter '{text}': expected AND at '{rest}'.");
            rest = rest[4..].TrimStart();
        }

        return new ListFilter(terms);
    }

    public bool Matches(JsonObject resource) => _terms.All(term =>
    {
        JsonNode? value = term.Path.Aggregate<string, JsonNode?>(resource, (node, name) => (node as JsonObject)?[name]);
        string? text = value is JsonValue scalar ? (scalar.GetValueKind() == JsonValueKind.String ? scalar.GetValue<string>() : scalar.ToJsonString()) : null;
        return term.Comparison switch
        {
            ":" when term.Value == "*" => value is not null,
            // A list has the item; a map has the key.
            ":" when value is JsonArray items => items.Any(item => item?.ToString() == term.Value),
            ":" when value is JsonObject map => map.ContainsKey(term.Value),
            ":" => text?.Contains(term.Value, StringComparison.OrdinalIgnoreCase) == true,
            "!=" => text != term.Value,
            _ => text == term.Value,
        };
    });

    [GeneratedRegex("""^(?<path>[A-Za-z_][\w.-]*)\s*(?<comparison>!=|=|:)\s*(?:"(?<quoted>(?:[^"\\]|\\.)*)"|(?<bare>[^\s"]+))""", RegexOptions.CultureInvariant)]
    private static partial Regex Term();
}
