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
