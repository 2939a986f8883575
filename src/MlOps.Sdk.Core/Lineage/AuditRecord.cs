using System.Globalization;
using System.Text.Json;
using MlOps.Sdk.Plans;

namespace MlOps.Sdk.Lineage;

/// <summary>An entry of the audit log as it is stored: the texts, not what they are read as.</summary>
internal sealed record AuditRecord(
    long Sequence, string Time, string Actor, string Action, string Subject, string Detail, string PreviousHash, string Hash)
{
    public static AuditRecord Of(AuditEntry entry) => new(
        entry.Sequence, Text(entry.Time), entry.Actor, entry.Action, entry.Subject, entry.Detail, entry.PreviousHash, entry.ComputeHash());

    /// <summary>Such as <c>deploy endpoint birds</c>.</summary>
    public string Words => $"{Action} {Subject}";

    /// <summary>The entry; null if its time isn't one.</summary>
    public AuditEntry? Read() =>
        DateTimeOffset.TryParseExact(Time, "O", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time) && Text(time) == Time
            ? new AuditEntry(Sequence, time, Actor, Action, Subject, Detail, PreviousHash)
            : null;

    /// <summary>Whether the texts are those that the hash was made of: a time must also be written as the log writes it.</summary>
    public bool GivesItsHash() => Read()?.ComputeHash() == Hash;

    public byte[] ToLine() => JsonSerializer.SerializeToUtf8Bytes(this, PlanJson.Compact);

    /// <summary>Null if the bytes aren't exactly those that <see cref="ToLine"/> gives.</summary>
    public static AuditRecord? FromLine(ReadOnlySpan<byte> line)
    {
        try
        {
            AuditRecord? record = JsonSerializer.Deserialize<AuditRecord>(line, PlanJson.Compact);
            return record is not null && line.SequenceEqual(record.ToLine()) ? record : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string Text(DateTimeOffset time) => time.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);
}
