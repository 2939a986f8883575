using System.Globalization;
using System.Text;

namespace MlOps.Sdk.Algebra.Dialects;

/// <summary>Writes transforms as YAML: every text in quotes, so that none is taken for a number, date or Boolean; code as blocks.</summary>
internal static class BeamYaml
{
    public static string Print(IEnumerable<BeamTransform> transforms)
    {
        StringBuilder yaml = new("pipeline:\n  type: composite\n  transforms:\n");
        foreach (BeamTransform transform in transforms)
        {
            yaml.Append("    - type: ").AppendLine(transform.Type).Append("      name: ").AppendLine(Quoted(transform.Name));
            BeamConfig rest = [];
            if (transform.Input is not null)
                rest.Add("input", transform.Input);
            if (transform.Config.Count > 0)
                rest.Add("config", transform.Config);
            Append(yaml, rest, indent: 6);
        }

        return yaml.ToString().ReplaceLineEndings("\n");
    }

    private static void Append(StringBuilder yaml, BeamConfig settings, int indent)
    {
        foreach ((string key, object value) in settings)
        {
            yaml.Append(' ', indent).Append(Key(key)).Append(':');
            switch (value)
            {
                case string text:
                    yaml.Append(' ').AppendLine(Quoted(text));
                    break;
                case bool flag:
                    yaml.AppendLine(flag ? " true" : " false");
                    break;
                case BeamCode code:
                    AppendBlock(yaml, code.Text, indent + 2);
                    break;
                case BeamConfig { Count: 0 }:
                    yaml.AppendLine(" {}");
                    break;
                case BeamConfig nested:
                    yaml.AppendLine();
                    Append(yaml, nested, indent + 2);
                    break;
                case IEnumerable<string> texts:
                    yaml.Append(" [").AppendJoin(", ", texts.Select(Quoted)).AppendLine("]");
                    break;
                case IEnumerable<BeamConfig> items:
                    yaml.AppendLine();
                    foreach (BeamConfig item in items)
                        yaml.Append(' ', indent + 2).Append("- {").AppendJoin(", ", item.Select(pair => $"{Key(pair.Key)}: {Quoted((string)pair.Value)}")).AppendLine("}");
                    break;
                default:
                    throw new ArgumentException($"A setting of Beam can't be a {value.GetType()}.", nameof(settings));
            }
        }
    }

    private static void AppendBlock(StringBuilder yaml, string code, int indent)
    {
        yaml.AppendLine(" |");
        foreach (string line in code.TrimEnd('\n').Split('\n'))
            yaml.Append(' ', line.Length == 0 ? 0 : indent).AppendLine(line);
    }

    private static string Key(string key) => key.All(c => char.IsAsciiLetterOrDigit(c) || c == '_') && !char.IsAsciiDigit(key[0]) && !IsBoolean(key) ? key : Quoted(key);

    // YAML 1.1 takes these words for Booleans or null.
    private static bool IsBoolean(string word) => word.ToUpperInvariant() is "Y" or "N" or "YES" or "NO" or "ON" or "OFF" or "TRUE" or "FALSE" or "NULL";

    private static string Quoted(string text)
    {
        StringBuilder quoted = new("\"");
        foreach (char c in text)
        {
            quoted.Append(c switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                '\n' => "\\n",
                '\t' => "\\t",
                _ when char.IsControl(c) || c is '\u2028' or '\u2029' or '\uFEFF' or >= '\uFFFE' => string.Create(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
                _ => c.ToString(),
            });
        }

        return quoted.Append('"').ToString();
    }
}
