using MlOps.Sdk.Algebra;
using MlOps.Sdk.Data;
using MlOps.Sdk.Plans;
using MlOps.Sdk.Stages;

namespace MlOps.Sdk.Local.Tests.Data;

public sealed class StagingTests : IDisposable
{
    private static readonly ColumnNode s_id = new("id", DataType.Int64, false);

    private readonly DataBench _bench = new();

    [Fact]
    public async Task Without_a_split_all_rows_train()
    {
        StagedDataset staged = await StageAsync("SELECT 1 AS id", null);
        Assert.Equal([new(SplitName.Train, 1)], staged.Splits);
        Assert.Equal("id Int64, __split String", staged.Data.Schema.ToString());
    }

    [Fact]
    public async Task A_hash_split_keeps_equal_keys_together_and_rows_where_they_were_when_others_come()
    {
        HashSplitPlan split = new([s_id], Test: 0.2, Validation: 0.1);
        StagedDataset few = await StageAsync("SELECT i % 500 AS id, i AS row FROM range(10000) t(i)", split);
        StagedDataset more = await StageAsync("SELECT i % 1000 AS id, i AS row FROM range(20000) t(i)", split);

        Assert.Equal([[0L]], await _bench.RowsAsync(few.Data, "count(*)", "WHERE id IN (SELECT id FROM (SELECT id, count(DISTINCT __split) AS n FROM "
            + $"{await _bench.TableAsync(few.Data)} GROUP BY id) WHERE n > 1)"));
        Dictionary<object, object?> before = (await _bench.RowsAsync(few.Data, "DISTINCT id, __split")).ToDictionary(row => row[0]!, row => row[1]);
        Dictionary<object, object?> after = (await _bench.RowsAsync(more.Data, "DISTINCT id, __split")).ToDictionary(row => row[0]!, row => row[1]);
        Assert.All(before, pair => Assert.Equal(pair.Value, after[pair.Key]));
        Assert.InRange(few.RowsOf(SplitName.Test), 1500, 2500);
        Assert.InRange(few.RowsOf(SplitName.Validation), 600, 1400);
        Assert.Equal(10_000, few.Splits.Sum(count => count.Rows));
        Assert.Equal([SplitName.Train, SplitName.Validation, SplitName.Test], few.Splits.Select(count => count.Split));
        Assert.Equal([[0L], [1L], [2L]], await _bench.RowsAsync(few.Data, "row", "LIMIT 3"));
    }

    [Fact]
    public async Task A_stratified_split_keeps_the_shares_of_the_classes_exactly()
    {
        StratifiedSplitPlan split = new(new ColumnNode("class", DataType.String, true), [s_id], Test: 0.25, Validation: 0.25);
        StagedDataset staged = await StageAsync(
            "SELECT i AS id, CASE WHEN i % 10 = 0 THEN NULL WHEN i % 10 < 3 THEN 'b' ELSE 'a' END AS class FROM range(20000) t(i)", split);

        Assert.Equal(
            [
                ["a", "test", 3500L], ["a", "train", 7000L], ["a", "validation", 3500L], ["b", "test", 1000L], ["b", "train", 2000L], ["b", "validation", 1000L],
                [null, "test", 500L], [null, "train", 1000L], [null, "validation", 500L],
            ],
            await _bench.RowsAsync(staged.Data, "class, __split, count(*)", "GROUP BY ALL ORDER BY ALL"));
        Assert.Equal(Enumerable.Range(0, 20_000).Select(i => (object?)(long)i), (await _bench.RowsAsync(staged.Data, "id")).Select(row => row[0]));
        Assert.Equal(staged, await StageAsync(
            "SELECT i AS id, CASE WHEN i % 10 = 0 THEN NULL WHEN i % 10 < 3 THEN 'b' ELSE 'a' END AS class FROM range(20000) t(i)", split));
    }

    [Fact]
    public async Task A_time_split_tests_on_the_latest_rows()
    {
        TimeSplitPlan split = new(new ColumnNode("day", DataType.Date, false), ConstantNode.Of(new DateOnly(2026, 3, 1)), ConstantNode.Of(new DateOnly(2026, 2, 1)));
        StagedDataset staged = await StageAsync("SELECT DATE '2026-01-01' + i::INTEGER AS day FROM range(90) t(i)", split);
        Assert.Equal([new(SplitName.Train, 31), new(SplitName.Validation, 28), new(SplitName.Test, 31)], staged.Splits);

        Assert.Contains("stage.split: the time is null in 2 rows", await FailAsync("SELECT CASE WHEN i > 1 THEN DATE '2026-01-01' END AS day FROM range(9) t(i)",
            split with { Time = new ColumnNode("day", DataType.Date, true) }));
        Assert.Contains("the test split is empty: it takes the rows from 2026-03-01 on, but none of the 3 rows falls into it (train 3)",
            await FailAsync("SELECT DATE '2026-01-01' AS day FROM range(3)", split));
    }

    [Fact]
    public async Task A_column_may_say_the_split_and_nothing_else()
    {
        ColumnSplitPlan split = new(new ColumnNode("s", DataType.String, true));
        StagedDataset staged = await StageAsync("SELECT unnest(['train', 'test', 'train', 'validation']) AS s", split);
        Assert.Equal([new(SplitName.Train, 2), new(SplitName.Validation, 1), new(SplitName.Test, 1)], staged.Splits);
        Assert.Contains(
            "stage.split: the column that says the split holds 'Test' (2 rows), 'tset' (1 row), null (1 row).",
            await FailAsync("SELECT unnest(['train', 'Test', 'Test', 'tset', NULL]) AS s", split));
    }

    [Fact]
    public async Task An_empty_split_that_was_asked_for_is_an_error_with_both_numbers()
    {
        string message = await FailAsync("SELECT 7 AS id FROM range(12)", new HashSplitPlan([s_id], 0.2, 0));
        Assert.Contains("stage.split: the test split is empty: test is 0.2, but none of the 12 rows falls into it (train 12).", message);
        Assert.Contains("there are no rows to stage", await FailAsync("SELECT 7 AS id FROM range(0)", null));
        Assert.Contains("already has a column '__split'", await FailAsync("SELECT 7 AS __split", null));
    }

    public void Dispose() => _bench.Dispose();

    private async Task<StagedDataset> StageAsync(string sql, SplitPlan? split) => await new DuckDbStager(_bench.Engine).StageAsync(
        new(await _bench.DatasetAsync(sql), new() { Name = "stage", Table = "t", Split = split }), _bench.Context("stage"), TestContext.Current.CancellationToken);

    private async Task<string> FailAsync(string sql, SplitPlan? split) =>
        (await Assert.ThrowsAsync<StageException>(() => StageAsync(sql, split))).Message;
}
