using MlOps.Sdk.Algebra;
using MlOps.Sdk.Data;
using MlOps.Sdk.Plans;
using MlOps.Sdk.Stages;
using Xunit;

namespace MlOps.Sdk.Testing.Conformance;

/// <summary>What every stager promises.</summary>
public abstract class StagerConformance : StageConformance<IStager>
{
    private static readonly Schema s_keyed = new([new("id", DataType.Int64, Nullable: false), new("kind", DataType.String)]);

    private static readonly IReadOnlyList<object?[]> s_keyedRows =
        [.. Enumerable.Range(0, 4_000).Select(number => new object?[] { (long)(number % 1_000), number % 10 == 0 ? null : number % 10 < 3 ? "b" : "a" })];

    [Fact]
    public Task Types_and_nulls_are_kept_with_the_split_last() => PromiseAsync(async () =>
    {
        StagedDataset staged = await KeepsAsync(SampleRows.Plain);
        Assert.Equal($"{SampleRows.Schema}, {SplitName.Column} String", staged.Data.Schema.ToString());
        Assert.Equal("birds", staged.Table);
        Assert.Equal([new SplitCount(SplitName.Train, SampleRows.Plain.Count)], staged.Splits);
    });

    [Fact]
    public Task Extremes_are_kept() => PromiseAsync(() => KeepsAsync(SampleRows.Extremes));

    [Fact]
    public Task NaN_and_infinities_are_kept() => PromiseAsync(() => KeepsAsync(SampleRows.NotFinite));

    [Fact]
    public Task The_sign_of_zero_is_kept() => PromiseAsync(() => KeepsAsync(SampleRows.Zeros));

    [Fact]
    public Task The_same_rows_give_the_same_fingerprint() => PromiseAsync(async () =>
    {
        Dataset dataset = await Fixture.WriteAsync(s_keyed, s_keyedRows);
        StagingPlan plan = Plan(new HashSplitPlan([SampleRows.Id], 0.2, 0.1));
        Assert.Equal(
            (await StageAsync(dataset, plan)).ComputeFingerprint(), (await StageAsync(dataset, plan)).ComputeFingerprint());
    });

    [Fact]
    public Task Rows_with_equal_keys_stay_together_and_where_they_were_when_others_come() => PromiseAsync(async () =>
    {
        StagingPlan plan = Plan(new HashSplitPlan([SampleRows.Id], Test: 0.2, Validation: 0.1));
        StagedDataset few = await StageAsync(await Fixture.WriteAsync(s_keyed, [.. s_keyedRows.Take(500)]), plan);
        StagedDataset all = await StageAsync(await Fixture.WriteAsync(s_keyed, s_keyedRows), plan);

        Dictionary<long, string> splits = await SplitsAsync(all);
        Assert.All(await SplitsAsync(few), split => Assert.Equal(split.Value, splits[split.Key]));
        Assert.Equal([SplitName.Train, SplitName.Validation, SplitName.Test], all.Splits.Select(count => count.Split));
        Assert.Equal(4_000, all.Splits.Sum(count => count.Rows));
        Assert.InRange(all.RowsOf(SplitName.Test), 600, 1_000);
        Assert.InRange(all.RowsOf(SplitName.Validation), 280, 520);
    });

    [Fact]
    public Task A_row_is_in_the_split_that_the_formula_says() => PromiseAsync(async () =>
    {
        // The buckets 1119, 3233, 8759, 1305, 8927, 971, 1487, 4472: MOD(MOD(FARM_FINGERPRINT(CAST(id AS STRING)), 10000) + 10000, 10000) in Google's own engine.
        string[] expected =
        [
            SplitName.Test, SplitName.Validation, SplitName.Train, SplitName.Test, SplitName.Train, SplitName.Test, SplitName.Test, SplitName.Validation,
        ];
        HashSplitPlan plan = new([SampleRows.Id], Test: 0.3, Validation: 0.3);
        Dictionary<long, string> splits = await SplitsAsync(await StageAsync(await Fixture.WriteAsync(s_keyed, s_keyedRows), Plan(plan)));
        Assert.Equal(expected, Enumerable.Range(0, 8).Select(id => splits[id]));
    });

    [Fact]
    public Task A_stratified_split_keeps_the_shares_of_the_classes() => PromiseAsync(async () =>
    {
        IReadOnlyList<object?[]> rows = [.. s_keyedRows.Select((row, index) => new[] { (long)index, row[1] })];
        StratifiedSplitPlan split = new(new ColumnNode("kind", DataType.String, true), [SampleRows.Id], Test: 0.25, Validation: 0.25);
        StagedDataset staged = await StageAsync(await Fixture.WriteAsync(s_keyed, rows), Plan(split));
        Assert.Equal(
            ["a test 700", "a train 1400", "a validation 700", "b test 200", "b train 400", "b validation 200", "null test 100", "null train 200", "null validation 100"],
            (await Fixture.ReadAsync(staged.Data)).GroupBy(row => $"{row[1] ?? "null"} {row[2]}").Select(group => $"{group.Key} {group.Count()}").Order(StringComparer.Ordinal));
    });

    [Fact]
    public Task A_time_split_tests_on_the_latest_rows() => PromiseAsync(async () =>
    {
        TimeSplitPlan split = new(new ColumnNode("at", DataType.Timestamp, true), Instant(2026, 3), Instant(2026, 2));
        Schema schema = new([new("at", DataType.Timestamp, Nullable: false)]);
        DateTime first = new(2026, 1, 1);
        Dataset dataset = await Fixture.WriteAsync(schema, [.. Enumerable.Range(0, 90 * 24).Select(hour => new object?[] { first.AddHours(hour) })]);
        Assert.Equal(
            [new SplitCount(SplitName.Train, 31 * 24), new SplitCount(SplitName.Validation, 28 * 24), new SplitCount(SplitName.Test, 31 * 24)],
            (await StageAsync(dataset, Plan(split))).Splits);

        Dataset gaps = await Fixture.WriteAsync(new Schema([new("at", DataType.Timestamp)]), [first], [null]);
        Assert.Contains("null in 1 row", await AssertRefusedAsync(() => StageAsync(gaps, Plan(split))), StringComparison.Ordinal);
    });

    [Fact]
    public Task A_column_may_say_the_split_and_nothing_else() => PromiseAsync(async () =>
    {
        Schema schema = new([new("s", DataType.String)]);
        ColumnSplitPlan split = new(new ColumnNode("s", DataType.String, true));
        StagedDataset staged = await StageAsync(await Fixture.WriteAsync(schema, ["train"], ["test"], ["train"], ["validation"]), Plan(split));
        Assert.Equal([new(SplitName.Train, 2), new(SplitName.Validation, 1), new(SplitName.Test, 1)], staged.Splits);

        Dataset wrong = await Fixture.WriteAsync(schema, ["train"], ["Test"], [null]);
        Assert.Contains("'Test' (1 row), null (1 row)", await AssertRefusedAsync(() => StageAsync(wrong, Plan(split))), StringComparison.Ordinal);
    });

    [Fact]
    public Task What_cannot_be_staged_is_refused() => PromiseAsync(async () =>
    {
        Dataset empty = await Fixture.WriteAsync(SampleRows.Schema);
        await AssertRefusedAsync(() => StageAsync(empty, Plan()));
        Dataset same = await Fixture.WriteAsync(s_keyed, [7L, "a"], [7L, "b"]);
        Assert.Contains("the test split is empty: test is 0.2", await AssertRefusedAsync(() => StageAsync(same, Plan(new HashSplitPlan([SampleRows.Id], 0.2, 0)))), StringComparison.Ordinal);
        Dataset taken = await Fixture.WriteAsync(new Schema([new(SplitName.Column, DataType.String)]), ["train"]);
        Assert.Contains(SplitName.Column, await AssertRefusedAsync(() => StageAsync(taken, Plan())), StringComparison.Ordinal);
    });

    [Fact]
    public Task A_cancelled_staging_leaves_nothing() => PromiseAsync(async () =>
    {
        Dataset dataset = await Fixture.WriteAsync(SampleRows.Schema, SampleRows.Plain);
        await AssertCancelledAsync(token => Stage.StageAsync(new(dataset, Plan()), Context(), token));
    });

    private static StagingPlan Plan(SplitPlan? split = null) => new() { Name = StageName, Table = "birds", Split = split };

    private static ConstantNode Instant(int year, int month) => ConstantNode.Of(new DateTime(year, month, 1, 0, 0, 0, DateTimeKind.Utc));

    private async Task<StagedDataset> KeepsAsync(IReadOnlyList<object?[]> rows)
    {
        StagedDataset staged = await StageAsync(await Fixture.WriteAsync(SampleRows.Schema, rows), Plan());
        await AssertRowsAsync(rows.Select(row => row.Append(SplitName.Train).ToArray()), staged.Data);
        await AssertFilesAsync(staged);
        AssertProgress();
        return staged;
    }

    private async Task<Dictionary<long, string>> SplitsAsync(StagedDataset staged)
    {
        IReadOnlyList<object?[]> rows = await Fixture.ReadAsync(staged.Data);
        Assert.Equal(
            staged.Splits.Select(count => (count.Split, count.Rows)).Order(),
            rows.GroupBy(row => (string)row[^1]!).Select(split => (split.Key, split.LongCount())).Order());
        // Throws if a key is in two splits.
        return rows.Select(row => (Id: (long)row[0]!, Split: (string)row[^1]!)).Distinct().ToDictionary(row => row.Id, row => row.Split);
    }

    private Task<StagedDataset> StageAsync(Dataset dataset, StagingPlan plan) => Stage.StageAsync(new(dataset, plan), Context(new StagingRequest(dataset, plan)), Token);
}
