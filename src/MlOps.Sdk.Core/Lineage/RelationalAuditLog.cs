using System.Data.Common;
using System.Globalization;
using MlOps.Sdk.Runs.Relational;

namespace MlOps.Sdk.Lineage;

/// <summary>Keeps the audit log in the run store's database.</summary>
internal sealed class RelationalAuditLog(RunDatabase database, TimeProvider time) : IAuditLog
{
    private const string Columns = "sequence, time, actor, action, subject, detail, previous_hash, hash";

    // What is read at once: others wait for so long and no longer.
    private const long Piece = 5_000;

    public Task AppendAsync(string action, string subject, string detail, CancellationToken cancellationToken) =>
        database.WriteAsync(sql => AppendAsync(sql, action, subject, detail, cancellationToken), cancellationToken);

    public Task<AuditEntry?> FindLastAsync(string subject, CancellationToken cancellationToken) =>
        database.ReadAsync(sql => FindLastAsync(sql, subject, cancellationToken), cancellationToken);

    public async Task<IReadOnlyList<AuditEntry>> ListAsync(CancellationToken cancellationToken)
    {
        AuditChain chain = new(anchor: null);
        List<AuditEntry> entries = [];
        AuditAnchor? head = await ForEachAsync(
            record =>
            {
                bool accepted = chain.Accept(record);
                if (accepted)
                    entries.Add(record.Read()!);
                return accepted;
            },
            cancellationToken);
        chain.End(head);
        return chain.Verification.Fault is { } fault
            ? throw new InvalidDataException($"audit: {fault.Problem} Compare with a backup of {database.Backup}, or with an exported log.")
            : entries;
    }

    public async Task<AuditVerification> VerifyAsync(AuditAnchor? anchor, CancellationToken cancellationToken)
    {
        AuditChain chain = new(anchor);
        AuditAnchor? head = await ForEachAsync(chain.Accept, cancellationToken);
        chain.End(head);
        return chain.Verification;
    }

    public async Task<AuditAnchor> ExportAsync(string path, CancellationToken cancellationToken)
    {
        string target = Path.GetFullPath(path);
        string draft = $"{target}.{Guid.NewGuid():N}.tmp";
        try
        {
            AuditAnchor head;
            await using (FileStream file = new(draft, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 1 << 18))
            {
                head = await ForEachAsync(
                    record =>
                    {
                        AuditFile.WriteEntry(file, record);
                        return true;
                    },
                    cancellationToken) ?? new AuditAnchor(0, "");
                AuditFile.WriteEnd(file, head);
                file.Flush(flushToDisk: true);
            }

            File.Move(draft, target, overwrite: true);
            return head;
        }
        catch
        {
            File.Delete(draft);
            throw;
        }
    }

    public Task<LiveState> AsOfAsync(DateTimeOffset date, CancellationToken cancellationToken) =>
        database.ReadAsync(sql => new LiveStateReader(sql).ReadAsync(date, cancellationToken), cancellationToken);

    /// <summary>Appends within a transaction of the caller's.</summary>
    /// <returns>The entry; null if the last one about the subject says the same already.</returns>
    public async Task<AuditEntry?> AppendAsync(Statements sql, string action, string subject, string detail, CancellationToken cancellationToken)
    {
        // What is hashed must be what is stored.
        (action, subject, detail) = (StoredText.Of(action), StoredText.Of(subject), StoredText.Of(detail));
        if (await FindLastAsync(sql, subject, cancellationToken) is { } last && last.Action == action && last.Detail == detail)
            return null;

        AuditAnchor head = await ReadHeadAsync(sql, cancellationToken) ?? throw new InvalidDataException(
            $"audit: the log's head is missing, so nothing can be appended. Restore a backup of {database.Backup}.");
        AuditEntry entry = new(head.Entries + 1, time.GetUtcNow(), StoredText.Of($"{Environment.UserName}@{Environment.MachineName}"), action, subject, detail, head.Hash);
        AuditRecord record = AuditRecord.Of(entry);
        await sql.ExecuteAsync($"INSERT INTO audit ({Columns}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)", cancellationToken,
            record.Sequence, record.Time, record.Actor, record.Action, record.Subject, record.Detail, record.PreviousHash, record.Hash);
        await sql.ExecuteAsync("UPDATE audit_head SET entries = $1, hash = $2", cancellationToken, record.Sequence, record.Hash);
        return entry;
    }

    internal static async Task<AuditEntry?> FindLastAsync(Statements sql, string subject, CancellationToken cancellationToken) =>
        (await sql.QueryAsync($"SELECT {Columns} FROM audit WHERE subject = $1 ORDER BY sequence DESC LIMIT 1", Read, cancellationToken, subject))
        .Select(ReadEntry).FirstOrDefault();

    internal static async Task<IReadOnlyList<AuditEntry>> QueryAsync(
        Statements sql, string where, CancellationToken cancellationToken, params object?[] values) =>
        [.. (await sql.QueryAsync($"SELECT {Columns} FROM audit WHERE {where} ORDER BY sequence", Read, cancellationToken, values)).Select(ReadEntry)];

    /// <summary>Hands over every entry in order until one is refused, and returns the head that stood when all were read.</summary>
    private async Task<AuditAnchor?> ForEachAsync(Func<AuditRecord, bool> take, CancellationToken cancellationToken)
    {
        // From the very first number there is: one that was inserted may be negative.
        long last = long.MinValue;
        while (true)
        {
            long from = last;
            (IReadOnlyList<AuditRecord> records, AuditAnchor? head) = await database.ReadAsync(
                async sql =>
                {
                    IReadOnlyList<AuditRecord> piece = await sql.QueryAsync(
                        $"SELECT {Columns} FROM audit WHERE sequence > $1 ORDER BY sequence LIMIT $2", Read, cancellationToken, from, Piece);
                    return (piece, piece.Count == 0 ? await ReadHeadAsync(sql, cancellationToken) : null);
                },
                cancellationToken);
            foreach (AuditRecord record in records)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (!take(record))
                    return null;
                last = record.Sequence;
            }

            // Others may have appended between the two questions; they are read as well.
            if (records.Count == 0 && (head is null || head.Entries <= Math.Max(last, 0) || await IsEndAsync(last, cancellationToken)))
                return head;
        }
    }

    private Task<bool> IsEndAsync(long last, CancellationToken cancellationToken) => database.ReadAsync(
        async sql => (await sql.QueryAsync("SELECT count(*) FROM audit WHERE sequence > $1", row => row.GetInt64(0), cancellationToken, last))[0] == 0,
        cancellationToken);

    private static async Task<AuditAnchor?> ReadHeadAsync(Statements sql, CancellationToken cancellationToken) =>
        (await sql.QueryAsync("SELECT entries, hash FROM audit_head", row => new AuditAnchor(row.GetInt64(0), row.GetString(1)), cancellationToken)).FirstOrDefault();

    private static AuditRecord Read(DbDataReader row) => new(
        row.GetInt64(0), row.GetString(1), row.GetString(2), row.GetString(3), row.GetString(4), row.GetString(5), row.GetString(6), row.GetString(7));

    private static AuditEntry ReadEntry(AuditRecord record) => record.Read() ?? throw new InvalidDataException(
        string.Create(CultureInfo.InvariantCulture, $"audit: entry {record.Sequence} ({record.Words}) was changed: '{record.Time}' is no time of the log. Call VerifyAsync."));
}
