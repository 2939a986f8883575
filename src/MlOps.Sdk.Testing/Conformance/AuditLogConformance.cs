using MlOps.Sdk.Lineage;
using Xunit;

namespace MlOps.Sdk.Testing.Conformance;

/// <summary>What every audit log promises.</summary>
public abstract class AuditLogConformance : ConformanceSuite
{
    /// <summary>Another client of the test's own log, as another process would have; the log is empty at first.</summary>
    protected abstract IAuditLog Open();

    /// <summary>Tries to change the actor of an entry in the store itself, as someone would who may write to it.</summary>
    /// <param name="sequence">The entry.</param>
    /// <param name="byForce">Whether to take down first what the store has against it.</param>
    protected abstract Task TamperAsync(long sequence, bool byForce);

    [Fact]
    public Task An_entry_is_appended_unless_the_last_one_about_the_subject_says_the_same() => PromiseAsync(async () =>
    {
        IAuditLog audit = Open();
        await audit.AppendAsync("deploy", "endpoint a", "1", Token);
        await audit.AppendAsync("deploy", "endpoint b", "1", Token);
        await audit.AppendAsync("deploy", "endpoint a", "1", Token);
        await audit.AppendAsync("undeploy", "endpoint a", "1", Token);
        await Open().AppendAsync("undeploy", "endpoint a", "1", Token);
        await audit.AppendAsync("deploy", "endpoint a", "1", Token);

        IReadOnlyList<AuditEntry> entries = await Open().ListAsync(Token);
        Assert.Equal(
            ["1 deploy endpoint a", "2 deploy endpoint b", "3 undeploy endpoint a", "4 deploy endpoint a"],
            entries.Select(entry => $"{entry.Sequence} {entry.Action} {entry.Subject}"));
        Assert.Equal(entries[^1], await audit.FindLastAsync("endpoint a", Token));
        Assert.Null(await audit.FindLastAsync("endpoint A", Token));
    });

    [Fact]
    public Task Each_entry_says_when_and_who_and_holds_the_hash_of_the_one_before() => PromiseAsync(async () =>
    {
        IAuditLog audit = Open();
        foreach (string detail in (string[])["""{"é":"🐦 'x' \u0000"}""", "", "{}"])
            await audit.AppendAsync("deploy", "endpoint a", detail, Token);
        IReadOnlyList<AuditEntry> entries = await audit.ListAsync(Token);
        Assert.Equal(["""{"é":"🐦 'x' \u0000"}""", "", "{}"], entries.Select(entry => entry.Detail));
        Assert.Equal(["", entries[0].ComputeHash(), entries[1].ComputeHash()], entries.Select(entry => entry.PreviousHash));
        Assert.All(entries, entry => Assert.True(entry.Actor.Length > 0 && entry.Time.Offset == TimeSpan.Zero));
    });

    [Fact]
    public Task The_chain_holds_however_many_append_at_once() => PromiseAsync(async () =>
    {
        IAuditLog[] clients = [Open(), Open(), Open()];
        await Task.WhenAll(Enumerable.Range(0, 120).Select(number => Task.Run(
            () => clients[number % 3].AppendAsync("deploy", $"endpoint {number}", "{}", Token), Token)));
        Assert.Equal(Enumerable.Range(1, 120).Select(number => (long)number), (await clients[0].ListAsync(Token)).Select(entry => entry.Sequence));
    });

    [Fact]
    public Task What_no_store_keeps_is_replaced_and_the_chain_holds() => PromiseAsync(async () =>
    {
        IAuditLog audit = Open();
        await audit.AppendAsync("a\0b", "endpoint \uD800", "\uDC00 \0 \uFFFD 🐦", Token);
        await audit.AppendAsync("a\0b", "endpoint \uD800", "\uDC00 \0 \uFFFD 🐦", Token);
        AuditEntry entry = Assert.Single(await Open().ListAsync(Token));
        Assert.Equal(("a\uFFFDb", "endpoint \uFFFD", "\uFFFD \uFFFD \uFFFD 🐦"), (entry.Action, entry.Subject, entry.Detail));
    });

    [Fact]
    public Task A_log_is_checked_with_an_anchor_and_exported_to_a_file_that_is_checked_without_it() => PromiseAsync(async () =>
    {
        IAuditLog[] clients = [Open(), Open()];
        Assert.Equal(new AuditVerification(new AuditAnchor(0, ""), null), await clients[0].VerifyAsync(null, Token));
        await Task.WhenAll(Enumerable.Range(0, 40).Select(number => Task.Run(
            () => clients[number % 2].AppendAsync("deploy", $"endpoint {number}", "{}", Token), Token)));
        AuditVerification sound = await clients[1].VerifyAsync(null, Token);
        Assert.True(sound.IsSound);
        await clients[0].AppendAsync("deploy", "endpoint last", "{}", Token);
        Assert.Equal(41, (await clients[1].VerifyAsync(sound.Checked, Token)).Checked.Entries);

        string file = Path.Combine(Path.GetTempPath(), $"mlops-audit-{Guid.NewGuid():N}.jsonl");
        try
        {
            AuditAnchor anchor = await clients[0].ExportAsync(file, Token);
            Assert.Equal(new AuditVerification(anchor, null), await AuditFile.VerifyAsync(file, sound.Checked, Token));
            Assert.Equal(41, anchor.Entries);
            await TamperAsync(7, byForce: true);
            AuditFault fault = (await clients[0].VerifyAsync(null, Token)).Fault!;
            Assert.Equal(7, fault.Sequence);
            Assert.StartsWith("entry 7 (deploy endpoint ", fault.Problem, StringComparison.Ordinal);
            // It's evidence, too.
            await clients[0].ExportAsync(file, Token);
            Assert.Equal(fault, (await AuditFile.VerifyAsync(file, anchor: null, Token)).Fault);
        }
        finally
        {
            File.Delete(file);
        }
    });

    [Fact]
    public Task The_store_itself_refuses_changes() => PromiseAsync(async () =>
    {
        IAuditLog audit = Open();
        await audit.AppendAsync("deploy", "endpoint a", "1", Token);
        Exception refusal = await Assert.ThrowsAnyAsync<Exception>(() => TamperAsync(1, byForce: false));
        Assert.Contains("append-only", refusal.Message, StringComparison.Ordinal);
        Assert.Single(await audit.ListAsync(Token));
    });

    [Fact]
    public Task What_was_changed_behind_its_back_is_named() => PromiseAsync(async () =>
    {
        IAuditLog audit = Open();
        foreach (string detail in (string[])["1", "2", "3"])
            await audit.AppendAsync("deploy", "endpoint a", detail, Token);
        await TamperAsync(2, byForce: true);
        InvalidDataException exception = await Assert.ThrowsAsync<InvalidDataException>(() => audit.ListAsync(Token));
        Assert.StartsWith("audit: entry 2 (deploy endpoint a) was changed: what it says doesn't give its hash.", exception.Message, StringComparison.Ordinal);
    });

    [Fact]
    public Task What_was_cancelled_before_it_began_is_not_appended() => PromiseAsync(async () =>
    {
        IAuditLog audit = Open();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => audit.AppendAsync("deploy", "endpoint a", "1", new CancellationToken(canceled: true)));
        Assert.Empty(await audit.ListAsync(Token));
    });
}
