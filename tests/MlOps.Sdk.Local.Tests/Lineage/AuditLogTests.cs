using System.Diagnostics;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using MlOps.Sdk.Lineage;
using MlOps.Sdk.Local.Tests.Runs;

namespace MlOps.Sdk.Local.Tests.Lineage;

public sealed class AuditLogTests : IAsyncDisposable
{
    private readonly RunnerHost _host = new();

    private IAuditLog Audit => _host.Provider.GetRequiredService<IAuditLog>();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task An_export_that_fails_leaves_the_earlier_one_and_nothing_else()
    {
        await Audit.AppendAsync("deploy", "endpoint a", "{}", Token);
        string folder = Directory.CreateDirectory(Path.Combine(_host.Root, "exported")).FullName;
        string file = Path.Combine(folder, "audit.jsonl");
        await Audit.ExportAsync(file, Token);
        await Audit.AppendAsync("deploy", "endpoint b", "{}", Token);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Audit.ExportAsync(file, new CancellationToken(canceled: true)));
        Assert.Equal(["audit.jsonl"], Directory.EnumerateFiles(folder).Select(Path.GetFileName));
        Assert.Equal(1, (await AuditFile.VerifyAsync(file, anchor: null, Token)).Checked.Entries);
        await Assert.ThrowsAsync<DirectoryNotFoundException>(() => Audit.ExportAsync(Path.Combine(folder, "none", "audit.jsonl"), Token));
    }

    [Fact]
    public async Task A_full_disk_ends_an_export_and_leaves_nothing_on_it()
    {
        // A file system of some kilobytes: mount -t tmpfs -o size=64k none FOLDER.
        string? small = Environment.GetEnvironmentVariable("MLOPS_SMALL_DISK");
        Assert.SkipWhen(small is null, "MLOPS_SMALL_DISK names no folder on a small file system.");
        for (int number = 0; number < 400; number++)
            await Audit.AppendAsync("deploy", $"endpoint {number}", "{}", Token);
        IOException full = await Assert.ThrowsAsync<IOException>(() => Audit.ExportAsync(Path.Combine(small!, "audit.jsonl"), Token));
        Assert.Contains("space", full.Message, StringComparison.OrdinalIgnoreCase);
        Assert.Empty(Directory.EnumerateFileSystemEntries(small!));
    }

    [Fact]
    public async Task An_empty_log_is_sound_also_as_a_file()
    {
        Assert.Equal(new AuditVerification(new AuditAnchor(0, ""), null), await Audit.VerifyAsync(null, Token));
        string file = Path.Combine(_host.Root, "audit.jsonl");
        Assert.Equal(new AuditAnchor(0, ""), await Audit.ExportAsync(file, Token));
        Assert.True((await AuditFile.VerifyAsync(file, anchor: null, Token)).IsSound);
        await File.WriteAllTextAsync(file, "", Token);
        Assert.Equal("the log's head is missing after entry 0: whether entries were taken off the end can't be told.", (await AuditFile.VerifyAsync(file, anchor: null, Token)).Fault!.Problem);
    }

    [Fact]
    public async Task A_long_log_is_read_in_pieces_while_others_append()
    {
        // A million with MLOPS_AUDIT=all.
        int entries = Environment.GetEnvironmentVariable("MLOPS_AUDIT") == "all" ? 1_000_000 : 12_001;
        await Audit.AppendAsync("deploy", "endpoint 0", "{}", Token);
        Fill(entries);

        Task<AuditVerification> verification = Audit.VerifyAsync(null, Token);
        long started = Stopwatch.GetTimestamp();
        await Audit.AppendAsync("deploy", "endpoint last", "{}", Token);
        TimeSpan appended = Stopwatch.GetElapsedTime(started);
        AuditVerification sound = await verification;
        Assert.Null(sound.Fault);
        Assert.InRange(sound.Checked.Entries, entries, entries + 1);

        TimeSpan verified = await MeasureAsync(async () => Assert.Equal(entries + 1, (await Audit.VerifyAsync(sound.Checked, Token)).Checked.Entries));
        string file = Path.Combine(_host.Root, "audit.jsonl");
        TimeSpan exported = await MeasureAsync(() => Audit.ExportAsync(file, Token));
        TimeSpan checkedOffline = await MeasureAsync(async () => Assert.True((await AuditFile.VerifyAsync(file, sound.Checked, Token)).IsSound));
        TimeSpan live = await MeasureAsync(async () => Assert.Equal(entries + 1, (await Audit.AsOfAsync(DateTimeOffset.MaxValue, Token)).Endpoints.Count));
        TestContext.Current.TestOutputHelper!.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{entries} entries: verified in {verified.TotalSeconds:0.00} s, exported in {exported.TotalSeconds:0.00} s ({new FileInfo(file).Length / 1e6:0} MB), "
            + $"verified offline in {checkedOffline.TotalSeconds:0.00} s, as of in {live.TotalSeconds:0.00} s; an append meanwhile took {appended.TotalMilliseconds:0} ms"));
    }

    private static async Task<TimeSpan> MeasureAsync(Func<Task> work)
    {
        long started = Stopwatch.GetTimestamp();
        await work();
        return Stopwatch.GetElapsedTime(started);
    }

    // As the log writes them, in one transaction.
    private void Fill(int entries)
    {
        using SqliteConnection connection = new($"Data Source={Path.Combine(_host.Root, "runs.db")};Pooling=false");
        connection.Open();
        using SqliteTransaction transaction = connection.BeginTransaction();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = "DELETE FROM audit_head; DROP TRIGGER audit_is_not_deleted; DELETE FROM audit";
        command.ExecuteNonQuery();
        command.CommandText = "INSERT INTO audit VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
        for (int index = 1; index <= 8; index++)
            command.Parameters.Add(new SqliteParameter($"${index}", null));
        string previous = "";
        for (int number = 1; number <= entries; number++)
        {
            AuditRecord record = AuditRecord.Of(new AuditEntry(
                number, DateTimeOffset.UnixEpoch.AddSeconds(number), "ada@machine", "deploy", $"endpoint {number}",
                $$"""{"endpoint":"{{number}}","model":"birds","version":{{number}},"bundle":"artifacts/f0/f04fac5b29fbbb69d3591022c095749ae7856eb9ea2cb587debc47c03a140763"}""", previous));
            previous = record.Hash;
            object[] values = [record.Sequence, record.Time, record.Actor, record.Action, record.Subject, record.Detail, record.PreviousHash, record.Hash];
            for (int index = 0; index < values.Length; index++)
                command.Parameters[index].Value = values[index];
            command.ExecuteNonQuery();
        }

        command.Parameters.Clear();
        command.CommandText = $"INSERT INTO audit_head VALUES (1, {entries}, '{previous}')";
        command.ExecuteNonQuery();
        transaction.Commit();
    }
}
