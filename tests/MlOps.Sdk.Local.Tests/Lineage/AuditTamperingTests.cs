using System.Globalization;
using System.Text;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using MlOps.Sdk.Lineage;
using MlOps.Sdk.Local.Tests.Runs;

namespace MlOps.Sdk.Local.Tests.Lineage;

/// <summary>Someone who may write to the files: every byte and every record of an exported log, every field and record of the database.</summary>
public sealed class AuditTamperingTests : IAsyncDisposable
{
    private const int Entries = 300;

    private static readonly string[] Fields = ["time", "actor", "action", "subject", "detail", "previous_hash", "hash"];

    private readonly RunnerHost _host = new();

    // Much with MLOPS_AUDIT=all; otherwise a sample of a few seconds.
    private static bool IsAll => Environment.GetEnvironmentVariable("MLOPS_AUDIT") == "all";

    private IAuditLog Audit => _host.Provider.GetRequiredService<IAuditLog>();

    private string Exported => Path.Combine(_host.Root, "audit.jsonl");

    private string Changed => Path.Combine(_host.Root, "changed.jsonl");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task Any_byte_of_an_exported_log_that_is_another_is_named_with_its_entry()
    {
        int entries = IsAll ? Entries : 6;
        await FillAsync(entries);
        await Audit.ExportAsync(Exported, Token);
        byte[] file = await File.ReadAllBytesAsync(Exported, Token);
        int line = 1;
        int flips = 0;
        for (int position = 0; position < file.Length; position++)
        {
            byte original = file[position];
            foreach (byte flipped in (byte[])[(byte)(original ^ 1), (byte)(original ^ 0x20), (byte)(original ^ 0x80), (byte)'\n', 0])
            {
                if (flipped == original)
                    continue;
                file[position] = flipped;
                AuditVerification verification = await VerifyAsync(file);
                // The last line says how many there are, and the hash of the last: it may be that entry that is wrong.
                Assert.True(
                    line <= entries ? verification.Fault?.Sequence == line : verification.Fault is not null,
                    $"Byte {position} of line {line}, {original} -> {flipped}: {verification.Fault?.Problem ?? "nothing was noticed"}");
                flips++;
            }

            file[position] = original;
            line += original == '\n' ? 1 : 0;
        }

        Assert.True((await VerifyAsync(file)).IsSound);
        TestContext.Current.TestOutputHelper!.WriteLine($"{flips} flips in {file.Length} bytes of {entries} entries were named");
    }

    [Fact]
    public async Task Any_line_of_an_exported_log_that_is_missing_doubled_or_swapped_is_named()
    {
        int entries = IsAll ? Entries : 60;
        await FillAsync(entries);
        AuditAnchor anchor = await Audit.ExportAsync(Exported, Token);
        List<string> lines = [.. await File.ReadAllLinesAsync(Exported, Token)];
        for (int index = 0; index <= entries; index++)
        {
            Assert.Equal(index + 1, await FaultAsync(lines.Where((_, number) => number != index)));
            Assert.Equal(Math.Min(index + 2, entries + 1), await FaultAsync([.. lines[..index], lines[index], .. lines[index..]]));
            if (index > 0)
                Assert.True(await FaultAsync([.. lines[..(index - 1)], lines[index], lines[index - 1], .. lines[(index + 1)..]]) <= index + 1);
        }

        // One who takes off the end and writes a new one: only what was kept elsewhere tells.
        AuditRecord last = AuditRecord.FromLine(Encoding.UTF8.GetBytes(lines[entries - 2]))!;
        await File.WriteAllLinesAsync(Changed, [.. lines[..(entries - 1)], $$"""{"entries":{{entries - 1}},"hash":"{{last.Hash}}"}"""], Token);
        Assert.True((await AuditFile.VerifyAsync(Changed, anchor: null, Token)).IsSound);
        Assert.Equal(entries, (await AuditFile.VerifyAsync(Changed, anchor, Token)).Fault!.Sequence);
        Assert.Equal($"entry {entries} is missing: the anchor was taken of {entries} entries.", (await AuditFile.VerifyAsync(Changed, anchor, Token)).Fault!.Problem);
    }

    [Fact]
    public async Task Any_field_that_was_changed_in_the_database_is_named_with_its_entry()
    {
        int few = IsAll ? 25 : 6;
        await FillAsync(few);
        using SqliteConnection connection = Connect();
        int changes = 0;
        for (int sequence = 1; sequence <= few; sequence++)
        {
            foreach (string field in Fields)
            {
                byte[] original = ReadBytes(connection, $"SELECT CAST({field} AS BLOB) FROM audit WHERE sequence = {sequence}");
                foreach (byte[] changed in Changes(original))
                {
                    Write(connection, field, sequence, changed);
                    AuditVerification verification = await Audit.VerifyAsync(null, Token);
                    Assert.True(verification.Fault?.Sequence == sequence,
                        $"{field} of entry {sequence}, {Convert.ToHexString(original)} -> {Convert.ToHexString(changed)}: {verification.Fault?.Problem ?? "nothing was noticed"}");
                    changes++;
                }

                Write(connection, field, sequence, original);
            }
        }

        Assert.True((await Audit.VerifyAsync(null, Token)).IsSound);
        TestContext.Current.TestOutputHelper!.WriteLine($"{changes} changes of {few * Fields.Length} fields were named");
    }

    [Fact]
    public async Task Any_record_that_is_missing_moved_or_too_many_in_the_database_is_named()
    {
        const int few = 20;
        await FillAsync(few);
        AuditAnchor anchor = (await Audit.VerifyAsync(null, Token)).Checked;
        using SqliteConnection connection = Connect();
        for (int sequence = 1; sequence <= few; sequence++)
        {
            Execute(connection, $"CREATE TEMP TABLE kept AS SELECT * FROM audit WHERE sequence = {sequence}; DELETE FROM audit WHERE sequence = {sequence}");
            Assert.Equal(sequence, (await Audit.VerifyAsync(null, Token)).Fault!.Sequence);
            Assert.Contains($"entry {sequence} is missing", (await Assert.ThrowsAsync<InvalidDataException>(() => Audit.ListAsync(Token))).Message, StringComparison.Ordinal);
            Execute(connection, "INSERT INTO audit SELECT * FROM kept; DROP TABLE kept");

            foreach (long other in (long[])[-sequence, 0, few + 1, few + 1_000_000])
            {
                Execute(connection, $"UPDATE audit SET sequence = {other} WHERE sequence = {sequence}");
                Assert.Equal(other <= 0 ? 1 : sequence, (await Audit.VerifyAsync(null, Token)).Fault!.Sequence);
                Execute(connection, $"UPDATE audit SET sequence = {sequence} WHERE sequence = {other}");
            }

            if (sequence < few)
            {
                string swap = $"""
                    UPDATE audit SET sequence = -1 WHERE sequence = {sequence}; UPDATE audit SET sequence = {sequence} WHERE sequence = {sequence + 1};
                    UPDATE audit SET sequence = {sequence + 1} WHERE sequence = -1
                    """;
                Execute(connection, swap);
                Assert.Equal(sequence, (await Audit.VerifyAsync(null, Token)).Fault!.Sequence);
                Execute(connection, swap);
            }
        }

        Assert.True((await Audit.VerifyAsync(anchor, Token)).IsSound);
        Execute(connection, $"INSERT INTO audit SELECT {few + 1}, time, actor, action, subject, detail, hash, hash FROM audit WHERE sequence = {few}");
        Assert.Equal(few + 1, (await Audit.VerifyAsync(null, Token)).Fault!.Sequence);
    }

    [Fact]
    public async Task One_who_makes_all_hashes_anew_is_found_by_what_was_kept_elsewhere()
    {
        await FillAsync(20);
        AuditAnchor anchor = AuditAnchor.Parse((await Audit.VerifyAsync(null, Token)).Checked.ToString());
        using SqliteConnection connection = Connect();
        AuditEntry[] entries = [.. await Audit.ListAsync(Token)];
        string previous = entries[9].PreviousHash;
        foreach (AuditEntry entry in entries[9..])
        {
            AuditRecord forged = AuditRecord.Of(entry with { Actor = "nobody", PreviousHash = previous });
            previous = forged.Hash;
            Execute(connection, $"UPDATE audit SET actor = '{forged.Actor}', previous_hash = '{forged.PreviousHash}', hash = '{forged.Hash}' WHERE sequence = {entry.Sequence}");
        }

        Assert.Equal("entry 20 isn't the one that the log's head names: one of the two was changed.", (await Audit.VerifyAsync(null, Token)).Fault!.Problem);
        Execute(connection, $"UPDATE audit_head SET hash = '{previous}'");
        Assert.True((await Audit.VerifyAsync(null, Token)).IsSound);
        Assert.StartsWith("entry 20 (deploy endpoint 20) isn't the one that the anchor was taken of", (await Audit.VerifyAsync(anchor, Token)).Fault!.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_log_without_its_head_is_not_sound_and_takes_no_entries()
    {
        await FillAsync(3);
        using SqliteConnection connection = Connect();
        Execute(connection, "DELETE FROM audit_head");
        Assert.StartsWith("the log's head is missing", (await Audit.VerifyAsync(null, Token)).Fault!.Problem, StringComparison.Ordinal);
        await Assert.ThrowsAsync<InvalidDataException>(() => Audit.AppendAsync("deploy", "endpoint a", "{}", Token));
    }

    private async Task FillAsync(int entries)
    {
        for (int number = 1; number <= entries; number++)
            await Audit.AppendAsync("deploy", $"endpoint {number}", $$"""{"é":"🐦 \\ \n \u0001 \uFFFD","n":{{number}}}""", Token);
    }

    private static Task<AuditVerification> VerifyAsync(byte[] file) => AuditFile.CheckAsync(new MemoryStream(file), anchor: null, Token);

    private async Task<long> FaultAsync(IEnumerable<string> lines)
    {
        await File.WriteAllTextAsync(Changed, string.Concat(lines.Select(line => line + "\n")), Token);
        return (await AuditFile.VerifyAsync(Changed, anchor: null, Token)).Fault?.Sequence ?? 0;
    }

    // A flip of each byte; something after a NUL, where a careless reader stops; a byte less and one more.
    private static IEnumerable<byte[]> Changes(byte[] original)
    {
        for (int position = 0; position < original.Length; position++)
        {
            byte[] changed = [.. original];
            changed[position] ^= (byte)(1 << (position % 8));
            yield return changed;
        }

        yield return [.. original, 0, (byte)'x'];
        yield return [.. original, (byte)' '];
        if (original.Length > 0)
            yield return original[..^1];
    }

    private SqliteConnection Connect()
    {
        SqliteConnection connection = new($"Data Source={Path.Combine(_host.Root, "runs.db")};Pooling=false");
        connection.Open();
        Execute(connection, "DROP TRIGGER audit_is_not_updated; DROP TRIGGER audit_is_not_deleted");
        return connection;
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static byte[] ReadBytes(SqliteConnection connection, string sql)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        return (byte[])command.ExecuteScalar()!;
    }

    private static void Write(SqliteConnection connection, string field, int sequence, byte[] value)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = string.Create(CultureInfo.InvariantCulture, $"UPDATE audit SET {field} = CAST($value AS TEXT) WHERE sequence = {sequence}");
        command.Parameters.AddWithValue("$value", value);
        command.ExecuteNonQuery();
    }
}
