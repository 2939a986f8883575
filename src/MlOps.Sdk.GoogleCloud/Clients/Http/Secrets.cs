using System.Text.RegularExpressions;

namespace MlOps.Sdk.Clients;

/// <summary>Takes out of a service's text what nobody may read: tokens and upload sessions.</summary>
internal static partial class Secrets
{
    private const int Longest = 1000;

    /// <summary>The text without secrets, on one line, of bearable length.</summary>
    public static string Redact(string text)
    {
        string clean = Blank().Replace(Secret().Replace(text, "$1(secret)"), " ").Trim();
        return clean.Length > Longest ? clean[..Longest] + " …" : clean;
    }

    // Assignments in queries and JSON, the header, and tokens by their prefixes: of access, of refresh, signed.
    [GeneratedRegex(
        """((?:upload_id|access_token|refresh_token|id_token|client_secret|assertion|private_key|rewriteToken|key)["']?\s*[=:]\s*["']?|Bearer\s+)[^\s"'&<>]+|ya29\.[\w.\-]+|1//[\w\-]{20,}|eyJ[\w\-]+\.[\w\-]+\.[\w\-]*""",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Secret();

    [GeneratedRegex("""\s+""", RegexOptions.CultureInvariant)]
    private static partial Regex Blank();
}
