using MlOps.Sdk.Data;
using MlOps.Sdk.Plans;
using MlOps.Sdk.Runs;
using MlOps.Sdk.Training;
using Xunit;

namespace MlOps.Sdk.Testing.Conformance;

/// <summary>What every run store promises.</summary>
public abstract class RunStoreConformance : ConformanceSuite
{
    private static readonly Schema s_schema = new([new Column("Number", DataType.Int64)]);

    private IRunStore? _store;

    private IRunStore Store => _store ??= Open();

    /// <summary>Another client of the test's own store, as another process would have; the store is empty at first.</summary>
    protected abstract IRunStore Open();

    [Fact]
    public Task What_a_stage_has_made_comes_back_with_how_it_was_made() => PromiseAsync(async () =>
    {
        StageResult result = Result("fingerprint", "run-1");
        StageLineage lineage = Lineage("a");
        await Store.BeginAsync(Record("run-1"), Token);
        await Store.RecordAsync("run-1", Stage("s", lineage.Key), result, lineage, Token);

        Assert.Equal(result, await Store.FindAsync(lineage.Key.Digest, Token));
        Assert.Equal(lineage.Key, await Store.FindPreviousKeyAsync("p", "s", Token));
        Assert.Equal(lineage, Assert.Single(await Store.FindLineageAsync("fingerprint", Token)));
        StageRun stage = Assert.Single(await Store.ListStagesAsync("run-1", Token));
        Assert.Equal(result.Product, stage.Product);
        Assert.Equal(["first run"], stage.Reasons);
    });

    [Fact]
    public Task What_is_not_known_is_null_or_empty() => PromiseAsync(async () =>
    {
        Assert.Null(await Store.FindAsync("k", Token));
        Assert.Null(await Store.FindPreviousKeyAsync("p", "s", Token));
        Assert.Null(await Store.ReadNoteAsync("k", "n", Token));
        Assert.Null(await Store.FindRunAsync("r", Token));
        Assert.Null(await Store.FindRunBeforeAsync("r", Token));
        Assert.Empty(await Store.FindLineageAsync("f", Token));
        Assert.Empty(await Store.ListAsync(null, 5, Token));
        Assert.Empty(await Store.ListStagesAsync("r", Token));
        Assert.Empty(await Store.ListUnfinishedAsync(Token));
    });

    [Fact]
    public Task A_run_that_has_ended_stays_as_it_ended() => PromiseAsync(async () =>
    {
        await Store.BeginAsync(Record("run-1"), Token);
        Assert.Equal(["run-1"], await Store.ListUnfinishedAsync(Token));
        await Store.FinishAsync("run-1", RunState.Succeeded, TimeSpan.FromSeconds(2), Token);
        await Store.FinishAsync("run-1", RunState.Interrupted, null, Token);

        RunRecord run = Assert.Single(await Store.ListAsync("p", 5, Token));
        Assert.Equal((RunState.Succeeded, TimeSpan.FromSeconds(2)), (run.State, run.Duration));
        Assert.Empty(await Store.ListUnfinishedAsync(Token));
    });

    [Fact]
    public Task Runs_come_back_as_they_were_given_latest_first() => PromiseAsync(async () =>
    {
        DateTimeOffset started = new DateTimeOffset(2026, 2, 28, 23, 59, 59, TimeSpan.Zero).AddTicks(1_234_567);
        // By the bytes of their ids: no language's order, in which lower case comes first or signs don't count.
        RunRecord[] runs = [.. new[] { "20260101-000000000-B", "20260101-000000000-a", "20260101_", "20260102" }.Select(id => Record(id) with { Started = started })];
        runs[2] = runs[2] with { Pipeline = "other" };
        foreach (RunRecord run in runs.OrderBy(run => run.Id.Length))
            await Store.BeginAsync(run, Token);

        Assert.Equal([runs[3], runs[2], runs[1], runs[0]], await Store.ListAsync(null, 5, Token));
        Assert.Equal([runs[3], runs[1]], await Store.ListAsync("p", 2, Token));
        Assert.Equal(runs[2], await Store.FindRunAsync(runs[2].Id, Token));
        Assert.Equal(runs[1], await Store.FindRunBeforeAsync(runs[3].Id, Token));
        Assert.Null(await Store.FindRunBeforeAsync(runs[0].Id, Token));
        Assert.Null(await Store.FindRunBeforeAsync(runs[2].Id, Token));
    });

    [Fact]
    public Task A_run_begins_once() => PromiseAsync(async () =>
    {
        await Store.BeginAsync(Record("run-1"), Token);
        await Assert.ThrowsAnyAsync<Exception>(() => Store.BeginAsync(Record("run-1") with { Pipeline = "other" }, Token));
        Assert.Equal(Record("run-1"), Assert.Single(await Store.ListAsync(null, 5, Token)));
    });

    [Fact]
    public Task Stages_are_listed_in_the_order_in_which_they_finished() => PromiseAsync(async () =>
    {
        await Store.BeginAsync(Record("run-1"), Token);
        StageRun[] stages =
        [
            new("z", StageOutcome.Failed) { Platform = "Local", Started = DateTimeOffset.UnixEpoch.AddTicks(1), Duration = TimeSpan.FromMilliseconds(1.5), Attempts = 3, Error = "z: no" },
            new("b", StageOutcome.Skipped) { Reasons = ["z failed"], Started = DateTimeOffset.UnixEpoch },
            new("a", StageOutcome.Cancelled) { Started = DateTimeOffset.UnixEpoch },
        ];
        foreach (StageRun stage in stages)
            await Store.RecordAsync("run-1", stage, null, null, Token);
        await Store.BeginAsync(Record("run-2"), Token);
        await Store.RecordAsync("run-2", new StageRun("elsewhere", StageOutcome.Skipped), null, null, Token);

        Assert.Equal(stages, await Open().ListStagesAsync("run-1", Token));
    });

    [Fact]
    public Task What_was_made_last_under_a_key_is_found() => PromiseAsync(async () =>
    {
        await Store.BeginAsync(Record("run-1"), Token);
        StageLineage first = Lineage("a");
        StageLineage second = first with { Parameters = [], Evaluations = [new Evaluation("test", TaskKind.Binary, 9, [new Metric("Accuracy", 0.75)])] };
        await Store.RecordAsync("run-1", Stage("s", first.Key), Result("one", "run-1"), first, Token);
        await Store.RecordAsync("run-1", Stage("s", first.Key), Result("two", "run-1"), second, Token);

        Assert.Equal(Result("two", "run-1"), await Store.FindAsync(first.Key.Digest, Token));
        Assert.Empty(await Store.FindLineageAsync("one", Token));
        Assert.Equal(second, Assert.Single(await Store.FindLineageAsync("two", Token)));
    });

    [Fact]
    public Task The_previous_key_is_that_of_the_last_time_that_there_was_a_product() => PromiseAsync(async () =>
    {
        await Store.BeginAsync(Record("run-1"), Token);
        foreach (string name in (string[])["a", "b"])
            await Store.RecordAsync("run-1", Stage("s", Lineage(name).Key), Result(name, "run-1"), Lineage(name), Token);
        Assert.Equal(Lineage("b").Key, await Store.FindPreviousKeyAsync("p", "s", Token));

        await Store.RecordAsync("run-1", Stage("s", Lineage("a").Key, StageOutcome.Reused), null, null, Token);
        await Store.RecordAsync("run-1", Stage("s", Lineage("b").Key, StageOutcome.Failed), null, null, Token);
        await Store.RecordAsync("run-1", Stage("t", Lineage("b").Key, StageOutcome.Reused), null, null, Token);
        Assert.Equal(Lineage("a").Key, await Store.FindPreviousKeyAsync("p", "s", Token));
        Assert.Null(await Store.FindPreviousKeyAsync("other", "s", Token));
    });

    [Fact]
    public Task What_was_made_last_under_another_key_is_found_also_as_it_was_at_a_run() => PromiseAsync(async () =>
    {
        foreach ((string run, string name) in ((string, string)[])[("run-1", "a"), ("run-2", "b"), ("run-3", "c")])
        {
            await Store.BeginAsync(Record(run), Token);
            await Store.RecordAsync(run, Stage("s", Lineage(name).Key), Result(name, run), Lineage(name), Token);
            await Store.RecordAsync(run, Stage("s", Lineage("none").Key, StageOutcome.Failed), null, null, Token);
        }

        Assert.Equal(Result("b", "run-2"), await Store.FindPreviousAsync("p", "s", Lineage("c").Key.Digest, Token));
        Assert.Equal(Result("c", "run-3"), await Store.FindPreviousAsync("p", "s", Lineage("b").Key.Digest, Token));
        Assert.Equal(Result("c", "run-3"), await Open().FindPreviousAsync("p", "s", "new", Token));
        await Store.RecordAsync("run-3", Stage("s", Lineage("a").Key, StageOutcome.Reused), null, null, Token);
        Assert.Equal(Result("a", "run-1"), await Store.FindPreviousAsync("p", "s", "new", Token));
        Assert.Null(await Store.FindPreviousAsync("p", "t", "new", Token));
        Assert.Null(await Store.FindPreviousAsync("other", "s", "new", Token));

        Assert.Null(await Store.FindPreviousToAsync("run-1", "p", "s", Lineage("a").Key.Digest, Token));
        Assert.Equal(Result("a", "run-1"), await Store.FindPreviousToAsync("run-2", "p", "s", Lineage("b").Key.Digest, Token));
        Assert.Equal(Result("b", "run-2"), await Store.FindPreviousToAsync("run-3", "p", "s", Lineage("c").Key.Digest, Token));
        Assert.Null(await Store.FindPreviousToAsync("none", "p", "s", "new", Token));
    });

    [Fact]
    public Task Which_results_stand_on_which_artifacts_and_runs_is_known() => PromiseAsync(async () =>
    {
        string digest = new('a', 64);
        await Store.BeginAsync(Record("run-1"), Token);
        await Store.RecordAsync("run-1", Stage("s", Lineage("a").Key), Result("one", "run-1"), Lineage("a"), Token);
        await Store.BeginAsync(Record("run-2"), Token);
        await Store.RecordAsync("run-2", Stage("s", Lineage("a").Key, StageOutcome.Reused), null, null, Token);
        await Store.RecordAsync("run-2", Stage("s", Lineage("a").Key, StageOutcome.Failed), null, null, Token);
        await Store.WriteNoteAsync("k", "trial", $"{{\"model\":\"artifact:{digest}/scorer.json\"}}", Token);

        RunReferences references = await Open().ReadReferencesAsync(Token);
        ReferencedResult result = Assert.Single(references.Results);
        Assert.Equal((Lineage("a").Key.Digest, "one"), (result.Key, result.Fingerprint));
        Assert.Equal(Result("one", "run-1").Product.Files, result.Files);
        Assert.Equal(Lineage("a").Inputs, result.Inputs);
        Assert.Equal(["run-1", "run-2"], result.Runs.Order(StringComparer.Ordinal));
        Assert.Equal([digest], references.Notes);
    });

    [Fact]
    public Task What_was_pruned_is_marked_until_it_is_made_or_used_again() => PromiseAsync(async () =>
    {
        StageLineage lineage = Lineage("a");
        string key = lineage.Key.Digest;
        DateTimeOffset time = new(2026, 11, 25, 1, 2, 3, TimeSpan.Zero);
        await Store.BeginAsync(Record("run-1"), Token);
        await Store.RecordAsync("run-1", Stage("s", lineage.Key), Result("one", "run-1"), lineage, Token);
        await Store.MarkPrunedAsync([key, "none"], time, Token);
        Assert.Equal(Result("one", "run-1") with { Pruned = time }, await Open().FindAsync(key, Token));
        Assert.Equal(lineage, Assert.Single(await Store.FindLineageAsync("one", Token)));

        await Store.RecordAsync("run-1", Stage("s", lineage.Key, StageOutcome.Reused), null, null, Token);
        Assert.Null((await Store.FindAsync(key, Token))!.Pruned);
        await Store.MarkPrunedAsync([key], time, Token);
        await Store.RecordAsync("run-1", Stage("s", lineage.Key), Result("one", "run-1"), lineage, Token);
        Assert.Null((await Store.FindAsync(key, Token))!.Pruned);
    });

    [Fact]
    public Task Notes_are_kept_by_key_and_name() => PromiseAsync(async () =>
    {
        await Store.WriteNoteAsync("k", "job", "1", Token);
        await Store.WriteNoteAsync("k", "job", "2", Token);
        Assert.Equal("2", await Open().ReadNoteAsync("k", "job", Token));
        Assert.Null(await Store.ReadNoteAsync("k", "JOB", Token));
        Assert.Null(await Store.ReadNoteAsync("K", "job", Token));
    });

    [Theory]
    [InlineData("")]
    [InlineData("it's \"quoted\", \\n $1 @p :x ? {0} %s -- ; DROP TABLE notes")]
    [InlineData("Zürich é é ß İ 日本 🐦\u200D \uFEFF\r\n\t\u0001")]
    [InlineData("long")]
    public Task Texts_of_every_kind_are_kept(string text) => PromiseAsync(async () =>
    {
        string written = text == "long" ? string.Concat(Enumerable.Repeat("0123456789é", 100_000)) : text;
        await Store.WriteNoteAsync("k", "n", written, Token);
        Assert.Equal(written, await Open().ReadNoteAsync("k", "n", Token));
    });

    [Fact]
    public Task An_error_can_be_recorded_whatever_its_text() => PromiseAsync(async () =>
    {
        await Store.BeginAsync(Record("run-1"), Token);
        await Store.RecordAsync("run-1", new StageRun("s", StageOutcome.Failed) { Error = "s: '\0' and '\uD800'.", Reasons = ["\0 \uD800"] }, null, null, Token);
        Assert.StartsWith("s: '", Assert.Single(await Store.ListStagesAsync("run-1", Token)).Error, StringComparison.Ordinal);
    });

    [Fact]
    public Task What_was_cancelled_before_it_began_leaves_no_trace() => PromiseAsync(async () =>
    {
        await Store.ListAsync(null, 1, Token);
        CancellationToken cancelled = new(canceled: true);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store.BeginAsync(Record("run-1"), cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store.WriteNoteAsync("k", "n", "v", cancelled));
        Assert.Empty(await Store.ListAsync(null, 5, Token));
        Assert.Null(await Store.ReadNoteAsync("k", "n", Token));
    });

    [Fact]
    public Task Many_writers_in_two_clients_lose_nothing() => PromiseAsync(async () =>
    {
        IRunStore other = Open();
        await Store.BeginAsync(Record("run-1"), Token);
        await Task.WhenAll(Enumerable.Range(0, 400).Select(number => Task.Run(
            () => (number % 2 == 0 ? Store : other).WriteNoteAsync("k", $"{number}", $"{number}", Token), Token)));
        for (int number = 0; number < 400; number++)
            Assert.Equal($"{number}", await other.ReadNoteAsync("k", $"{number}", Token));
    });

    [Fact]
    public Task Clients_that_open_a_new_store_at_once_find_the_same_one() => PromiseAsync(async () =>
    {
        IRunStore[] clients = [.. Enumerable.Range(0, 6).Select(_ => Open())];
        await Task.WhenAll(clients.Select((client, number) => Task.Run(() => client.WriteNoteAsync("k", $"{number}", "v", Token), Token)));
        foreach (IRunStore client in clients)
            Assert.Equal(["v", "v", "v", "v", "v", "v"], await Task.WhenAll(Enumerable.Range(0, 6).Select(number => client.ReadNoteAsync("k", $"{number}", Token))));
    });

    private static RunRecord Record(string id) => new(id, "p", RunState.Running, DateTimeOffset.UnixEpoch, null, "{}", "{}");

    private static StageRun Stage(string name, StageKey key, StageOutcome outcome = StageOutcome.Executed) =>
        new(name, outcome) { Key = key.Digest, Reasons = ["first run"] };

    private static StageResult Result(string fingerprint, string runId) =>
        new(new Dataset([new DataFile("artifact:x", 3, "x")], s_schema, 7), fingerprint, runId);

    private static StageLineage Lineage(string input) => new(StageKey.Of([new Ingredient("plan", "{}"), new Ingredient("input 0", input)]))
    {
        Inputs = [input, "second"],
        Parameters = [new Parameter("learner.trees", "100"), new Parameter("learner.leaves", "\"é\"")],
        Evaluations =
        [
            new Evaluation("test", TaskKind.Binary, long.MaxValue, [new Metric("Accuracy", 0.1), new Metric("Loss", double.PositiveInfinity), new Metric("Precision", double.NaN)]),
            new Evaluation("validation", TaskKind.Binary, 1, [new Metric("Accuracy", 5e-324)]),
        ],
    };
}
