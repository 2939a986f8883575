using MlOps.Sdk.Algebra;
using MlOps.Sdk.Data;
using MlOps.Sdk.Plans;
using MlOps.Sdk.Stages;
using static MlOps.Sdk.Algebra.FunctionTable;

namespace MlOps.Sdk.Local.Tests.Data;

public sealed class VerifierTests : IDisposable
{
    private const string Rows = "SELECT i AS id, CASE WHEN i % 100 > 0 THEN i END AS x FROM range(1000) t(i)";
    private static readonly ColumnNode s_id = new("id", DataType.Int64, false);
    private static readonly ColumnNode s_x = new("x", DataType.Int64, true);

    private readonly DataBench _bench = new();

    [Fact]
    public async Task Checks_that_hold_are_reported_with_what_was_found()
    {
        Verification verification = await VerifyAsync(
            new RowCheckPlan(Call("greater_or_equal", s_id, ConstantNode.Of(0L))) { Description = "id >= 0" },
            new RowCheckPlan(Call("is_not_null", s_x), AtLeast: 0.99) { Description = "x is there" },
            new UniqueCheckPlan(s_id) { Description = "id is unique" },
            new UniqueCheckPlan(s_x) { Description = "x is unique" },
            new RowCountCheckPlan(1000, 1000) { Description = "1000 rows" });

        Assert.Equal(1000, verification.Rows);
        Assert.All(verification.Checks, check => Assert.True(check.Passed));
        Assert.All(verification.Checks, check => Assert.Empty(check.Examples));
        Assert.Equal([0L, 10, 0, 0, null], verification.Checks.Select(check => check.Failures));
        Assert.Equal(
            ["all 1000 rows hold", "10 of 1000 rows fail (1 %)", "all 1000 rows differ", "all 1000 rows differ", "1000 rows, wanted are 1000 to 1000"],
            verification.Checks.Select(check => check.Found));
    }

    [Fact]
    public async Task All_checks_that_do_not_hold_are_listed_with_examples()
    {
        StageException exception = await Assert.ThrowsAsync<StageException>(() => VerifyAsync(
            new RowCheckPlan(Call("greater", s_x, ConstantNode.Of(1L)), AtLeast: 0.999) { Description = "x > 1" },
            new UniqueCheckPlan(Call("modulo", s_id, ConstantNode.Of(10L))) { Description = "id % 10 is unique" },
            new RowCheckPlan(Call("is_not_null", s_id)) { Description = "id is there" },
            new RowCheckPlan(Call("not_equal", s_id, ConstantNode.Of(7L))) { Description = "id != 7" },
            new RowCountCheckPlan(2000) { Description = "at least 2000 rows" }));

        Assert.Equal(
            """
            verify: 4 of 5 checks don't hold:
              x > 1: 11 of 1000 rows fail (1.1 %), allowed are 0.1 %
                x 1, id 1
                x null, id 0
                x null, id 100
              id % 10 is unique: 990 of 1000 rows repeat a value (99 %)
                value 0, rows 100
                value 1, rows 100
                value 2, rows 100
              id != 7: 1 of 1000 rows fail (0.1 %)
                id 7, x 7
              at least 2000 rows: 1000 rows, wanted are at least 2000
            Correct the data, drop such rows in a transform, or change the check.
            """,
            exception.Message,
            ignoreLineEndingDifferences: true);
        Verification evidence = Assert.IsType<Verification>(exception.Evidence);
        Assert.Equal([false, false, true, false, false], evidence.Checks.Select(check => check.Passed));
        Assert.Equal([5, 5, 0, 1, 0], evidence.Checks.Select(check => check.Examples.Count));
    }

    [Fact]
    public async Task A_warning_lets_the_rows_pass_and_keeps_its_examples()
    {
        Verification verification = await VerifyAsync(
            new RowCheckPlan(Call("not_equal", s_id, ConstantNode.Of(7L))) { Description = "id != 7", Severity = CheckSeverity.Warning },
            new RowCountCheckPlan(1) { Description = "rows" });

        CheckResult warning = verification.Checks[0];
        Assert.False(warning.Passed);
        Assert.Equal([new ExampleRow([new("id", "7"), new("x", "7")])], warning.Examples);
    }

    [Fact]
    public async Task A_value_that_another_dataset_lacks_is_named()
    {
        Dataset others = await _bench.DatasetAsync("SELECT CASE WHEN i <> 500 THEN i + 1 END AS key FROM range(2000) t(i), range(2)");
        ColumnNode key = new("key", DataType.Int64, true);

        // 0 is less than every key, 501 was left out; null refers to nothing.
        StageException exception = await Assert.ThrowsAsync<StageException>(async () => await VerifyAsync(
            [await _bench.DatasetAsync(Rows), others],
            new ReferenceCheckPlan(s_id, 1, key) { Description = "id occurs in others" },
            new ReferenceCheckPlan(s_x, 1, key, AtLeast: 0.999) { Description = "x occurs in others" }));

        CheckResult[] checks = [.. ((Verification)exception.Evidence!).Checks];
        Assert.Equal("2 of 1000 rows refer to no value (0.2 %)", checks[0].Found);
        Assert.Equal(["0", "501"], checks[0].Examples.Select(row => row.Values[0].Value));
        Assert.Equal("1 of 1000 rows refer to no value (0.1 %)", checks[1].Found);
        Assert.True(checks[1].Passed);
    }

    [Fact]
    public async Task The_newest_row_decides_until_when_the_rows_are_fresh()
    {
        const string Times = "SELECT TIMESTAMP '2026-01-01 00:00:00' - i * INTERVAL 1 HOUR AS t, DATE '2026-01-01' - i::INTEGER AS d FROM range(10) r(i)";
        ColumnNode time = new("t", DataType.Timestamp, false);
        ColumnNode day = new("d", DataType.Date, false);
        Verification fresh = await VerifyAsync(
            [await _bench.DatasetAsync(Times)],
            new FreshnessCheckPlan(time, TimeSpan.FromDays(36_500)) { Description = "t" }, new FreshnessCheckPlan(day, TimeSpan.FromDays(36_500)) { Description = "d" });
        StageException stale = await Assert.ThrowsAsync<StageException>(async () => await VerifyAsync(
            [await _bench.DatasetAsync(Times + " WHERE i > 4")], new FreshnessCheckPlan(time, TimeSpan.FromMinutes(1)) { Description = "t" }));
        StageException none = await Assert.ThrowsAsync<StageException>(async () => await VerifyAsync(
            [await _bench.DatasetAsync(Times + " WHERE i > 40")], new FreshnessCheckPlan(time, TimeSpan.FromMinutes(1)) { Description = "t" }));

        DateTime end = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        Assert.Equal([end.AddDays(36_500), end.AddDays(36_501)], fresh.Checks.Select(check => check.HoldsUntil!.Value));
        Assert.Contains("t: the newest is of 2025-12-31 19:00:00Z, which held until 2025-12-31 19:01:00Z", stale.Message, StringComparison.Ordinal);
        Assert.Contains("t: no row has a time", none.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rows_are_held_against_the_verification_before()
    {
        ColumnNode x = new("x", DataType.Double, true);
        ColumnNode s = new("s", DataType.String, true);
        CheckPlan[] checks = [new DriftCheckPlan(x, 0.1) { Description = "x" }, new DriftCheckPlan(s, 0.1) { Description = "s" }];
        const string Values = "SELECT sin(i) + {0} AS x, 's' || i % {1} AS s FROM range({2}, {2} + 20000) t(i)";
        async Task<Verification> RunAsync(double shift, int kinds, int first, Verification? previous) => await VerifyAsync(
            [await _bench.DatasetAsync(string.Format(System.Globalization.CultureInfo.InvariantCulture, Values, shift, kinds, first))], previous, checks);

        Verification start = await RunAsync(0, 4, 0, null);
        Verification same = await RunAsync(0, 4, 100_000, start);
        StageException moved = await Assert.ThrowsAsync<StageException>(() => RunAsync(0.5, 6, 0, same));

        Assert.All(start.Checks, check => Assert.Equal("there is nothing yet to compare with", check.Found));
        Assert.Null(start.Previous);
        Assert.Equal(start.ComputeFingerprint(), same.Previous);
        Assert.StartsWith("the drift is 0.0", same.Checks[0].Found, StringComparison.Ordinal);
        Assert.Equal("the drift is 0, allowed is 0.1", same.Checks[1].Found);
        Assert.Equal(20_000, same.Checks[0].Distribution!.Counts!.Sum());
        Assert.Contains("verify: 2 of 2 checks don't hold", moved.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_value_that_becomes_another_is_a_drift()
    {
        CheckPlan check = new DriftCheckPlan(new ColumnNode("n", DataType.Int64, true), 0.1) { Description = "n" };
        Verification before = await VerifyAsync([await _bench.DatasetAsync("SELECT 5 AS n FROM range(100)")], check);
        StageException exception = await Assert.ThrowsAsync<StageException>(async () =>
            await VerifyAsync([await _bench.DatasetAsync("SELECT 6 AS n FROM range(100)")], before, check));
        Assert.Contains("n: the drift is 1, allowed is 0.1", exception.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _bench.Dispose();

    private async Task<Verification> VerifyAsync(params CheckPlan[] checks) => await VerifyAsync([await _bench.DatasetAsync(Rows)], checks);

    private Task<Verification> VerifyAsync(IReadOnlyList<Dataset> inputs, params CheckPlan[] checks) => VerifyAsync(inputs, previous: null, checks);

    private Task<Verification> VerifyAsync(IReadOnlyList<Dataset> inputs, Verification? previous, params CheckPlan[] checks) => Verifier.VerifyAsync(
        new DuckDbWarehouse(_bench.Engine), inputs, new() { Name = "verify", Checks = [.. checks] }, _bench.Context("verify", new History(previous)),
        TestContext.Current.CancellationToken);

    private sealed class History(Product? previous) : IStageHistory
    {
        public Task<Product?> FindPreviousAsync(CancellationToken cancellationToken) => Task.FromResult(previous);
    }
}
