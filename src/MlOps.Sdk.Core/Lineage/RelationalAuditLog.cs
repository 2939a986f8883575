using System.Data.Common;
using System.Globalization;
using MlOps.Sdk.Runs.Relational;

namespace MlOps.Sdk.Lineage;

/// <summary>Keeps the audit log in the run store's database.</summary>
internal sealed class RelationalAuditLog(RunDatabase database, TimeProvider time) : IAuditLog
{
    private const string Columns = "sequence, time, actor, action, subject, detail, previous_hash, hash";

    public Task AppendAsync(string action, string subject, string detail, CancellationToken cancellationToken) =>
        database.WriteAsync(sql => AppendAsync(sql, action, subject, detail, cancellationToken), cancellationToken);

    public Task<AuditEntry?> FindLastAsync(string subject, CancellationToken cancellationToken) =>
        database.ReadAsync(sql => FindLastAsync(sql, subject, cancellationToken), cancellationToken);

    public async Task<IReadOnlyList<AuditEntry>> ListAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<(AuditEntry Entry, string Hash)> entries = await database.ReadAsync(
            sql => sql.QueryAsync($"SELECT {Columns} FROM audit ORDER BY sequence", Read, cancellationToken), cancellationToken);
        for (int index = 0; index < entries.Count; index++)
        {
            (AuditEntry entry, string hash) = entries[index];
            string previous = index == 0 ? "" : entries[index - 1].Hash;
            if (entry.Sequence != index + 1 || entry.PreviousHash != previous || entry.ComputeHash() != hash)
                throw new InvalidDataException(
                    $"audit: entry {entry.Sequence} ({entry.Action} {entry.Subject}) doesn't follow from the one before: an entry was changed or taken out. "
                    + $"Compare with a backup of {database.Backup}.");
        }

        return [.. entries.Select(row => row.Entry)];
    }

    /// <summary>Appends within a transaction of the caller's.</summary>
    public async Task<bool> AppendAsync(Statements sql, string action, string subject, string detail, CancellationToken cancellationToken)
    {
        if (await FindLastAsync(sql, subject, cancellationToken) is { } last && last.Action == action && last.Detail == detail)
            return false;

        (AuditEntry Entry, string Hash)? head = (await sql.QueryAsync(
            $"SELECT {Columns} FROM audit ORDER BY sequence DESC LIMIT 1", Read, cancellationToken))
            .Select(row => ((AuditEntry, string)?)row).FirstOrDefault();
        AuditEntry entry = new(
            (head?.Entry.Sequence ?? 0) + 1,
            time.GetUtcNow(),
            $"{Environment.UserName}@{Environment.MachineName}",
            action,
            subject,
            detail,
            head?.Hash ?? "");
        await sql.ExecuteAsync($"INSERT INTO audit ({Columns}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)", cancellationToken,
            entry.Sequence, entry.Time.UtcDateTime.ToString("O", CultureInfo.InvariantCulture), entry.Actor, entry.Action, entry.Subject, entry.Detail,
            entry.PreviousHash, entry.ComputeHash());
        return true;
    }

    private static async Task<AuditEntry?> FindLastAsync(Statements sql, string subject, CancellationToken cancellationToken) =>
        (await sql.QueryAsync($"SELECT {Columns} FROM audit WHERE subject = $1 ORDER BY sequence DESC LIMIT 1", Read, cancellationToken, subject))
        .Select(row => row.Entry).FirstOrDefault();

    private static (AuditEntry Entry, string Hash) Read(DbDataReader row) => (
        new AuditEntry(
            row.GetInt64(0),
            DateTimeOffset.Parse(row.GetString(1), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal),
            row.GetString(2), row.GetString(3), row.GetString(4), row.GetString(5), row.GetString(6)),
        row.GetString(7));
}
