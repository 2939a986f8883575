using System.Globalization;

namespace MlOps.Sdk.Lineage;

/// <summary>How long an audit log was at some time, and its last entry's hash: kept elsewhere, it proves that the log up to there wasn't rewritten.</summary>
/// <param name="Entries">The number of entries.</param>
/// <param name="Hash">The hash of the last of them; empty if there is none.</param>
public sealed record AuditAnchor(long Entries, string Hash)
{
    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    /// <exception cref="FormatException">The text is something else.</exception>
    public static AuditAnchor Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        int colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 && long.TryParse(text.AsSpan(0, colon), NumberStyles.None, CultureInfo.InvariantCulture, out long entries)
            ? new AuditAnchor(entries, text[(colon + 1)..])
            : throw new FormatException($"audit: '{text}' is no anchor. Give what VerifyAsync or ExportAsync returned: the number of entries, ':', and the hash.");
    }

    /// <summary>Such as <c>12:9f86d0…</c>: the number of entries, and the hash.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Entries}:{Hash}");
}
