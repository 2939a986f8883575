using MlOps.Sdk.Data;
using MlOps.Sdk.Stages;

namespace MlOps.Sdk.Local.Tests.Data;

public sealed class DuckDbColumnsTests : IDisposable
{
    private readonly DataBench _bench = new();

    [Theory]
    [InlineData(0)]
    [InlineData(10_000)]
    [InlineData(20_000)]
    public async Task Columns_are_exactly_as_long_as_the_result_whatever_was_expected(long expected)
    {
        FeatureColumns columns = await ReadAsync(
            "SELECT i / 2.0, i % 7, i % 2 = 0, i::DOUBLE, 'é' || i % 3 FROM range(10000) t(i)",
            [FeatureColumnKind.Float, FeatureColumnKind.Code, FeatureColumnKind.Boolean, FeatureColumnKind.Double, FeatureColumnKind.String],
            expected);

        Assert.Equal(10_000, columns.Rows);
        Assert.Equal(Enumerable.Range(0, 10_000).Select(i => i / 2f), columns.Floats(0));
        Assert.Equal(Enumerable.Range(0, 10_000).Select(i => i % 7), columns.Codes(1));
        Assert.Equal(Enumerable.Range(0, 10_000).Select(i => i % 2 == 0), columns.Booleans(2));
        Assert.Equal(Enumerable.Range(0, 10_000).Select(i => (double)i), columns.Doubles(3));
        Assert.Equal(Enumerable.Range(0, 10_000).Select(i => $"é{i % 3}"), columns.Strings(4));
    }

    [Theory]
    [InlineData(1000)]
    [InlineData(2048)]
    [InlineData(7777)]
    public async Task Blocks_are_of_the_same_length_but_for_the_last_and_hold_the_rows_in_order(int blockRows)
    {
        List<FeatureColumns> blocks = [];
        await DuckDbColumns.ReadBlocksAsync(
            _bench.Engine,
            "SELECT CASE WHEN i % 7 = 3 THEN NULL ELSE i END, i, i % 3 = 0, CASE WHEN i % 5 = 1 THEN NULL ELSE 't' || i END FROM range(10000) t(i)",
            [FeatureColumnKind.Float, FeatureColumnKind.Code, FeatureColumnKind.Boolean, FeatureColumnKind.String],
            blockRows,
            blocks.Add,
            _bench.Context("train"),
            TestContext.Current.CancellationToken);

        Assert.All(blocks.SkipLast(1), block => Assert.Equal(blockRows, block.Rows));
        Assert.Equal((10_000 + blockRows - 1) / blockRows, blocks.Count);
        Assert.Equal(Enumerable.Range(0, 10_000).Select(i => i % 7 == 3 ? float.NaN : i), blocks.SelectMany(block => block.Floats(0)));
        Assert.Equal(Enumerable.Range(0, 10_000), blocks.SelectMany(block => block.Codes(1)));
        Assert.Equal(Enumerable.Range(0, 10_000).Select(i => i % 3 == 0), blocks.SelectMany(block => block.Booleans(2)));
        Assert.Equal(Enumerable.Range(0, 10_000).Select(i => i % 5 == 1 ? null : $"t{i}"), blocks.SelectMany(block => block.Strings(3)));
    }

    [Fact]
    public async Task Null_is_NaN_minus_one_or_null()
    {
        FeatureColumns columns = await ReadAsync(
            "SELECT CASE WHEN i % 3 = 0 THEN NULL ELSE i END, CASE WHEN i % 3 = 1 THEN NULL ELSE i END, CASE WHEN i = 4999 THEN NULL ELSE 'a long text ' || i END FROM range(5000) t(i)",
            [FeatureColumnKind.Float, FeatureColumnKind.Code, FeatureColumnKind.String]);

        Assert.Equal(Enumerable.Range(0, 5000).Select(i => i % 3 == 0 ? float.NaN : i), columns.Floats(0));
        Assert.Equal(Enumerable.Range(0, 5000).Select(i => i % 3 == 1 ? -1 : i), columns.Codes(1));
        Assert.Equal("a long text 4998", columns.Strings(2)[4998]);
        Assert.Null(columns.Strings(2)[4999]);
    }

    [Fact]
    public async Task A_null_Boolean_is_refused()
    {
        StageException exception = await Assert.ThrowsAsync<StageException>(
            () => ReadAsync("SELECT NULL::BOOLEAN FROM range(3)", [FeatureColumnKind.Boolean]));
        Assert.Contains("Boolean that training reads is null", exception.Message);
    }

    [Fact]
    public async Task A_query_that_fails_on_its_way_is_an_error_and_not_a_short_result()
    {
        StageException exception = await Assert.ThrowsAsync<StageException>(
            () => ReadAsync("SELECT CASE WHEN i = 2900000 THEN error('too far') ELSE i END FROM range(3000000) t(i)", [FeatureColumnKind.Float]));
        Assert.Contains("too far", exception.Message);
    }

    [Fact]
    public async Task A_result_without_rows_gives_empty_arrays()
    {
        FeatureColumns columns = await ReadAsync("SELECT i FROM range(3) t(i) WHERE i > 5", [FeatureColumnKind.Float]);
        Assert.Equal(0, columns.Rows);
        Assert.Empty(columns.Floats(0));
    }

    [Fact]
    public async Task Cancellation_interrupts_the_query()
    {
        using CancellationTokenSource source = new();
        Task<FeatureColumns> reading = DuckDbColumns.ReadAsync(
            _bench.Engine, "SELECT count(*) FROM range(10000000000) a(i) WHERE i % 7 = 3", [FeatureColumnKind.Code], 1, _bench.Context(), source.Token);
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
    }

    public void Dispose() => _bench.Dispose();

    private Task<FeatureColumns> ReadAsync(string sql, FeatureColumnKind[] kinds, long expectedRows = 0) =>
        DuckDbColumns.ReadAsync(_bench.Engine, sql, kinds, expectedRows, _bench.Context("train"), TestContext.Current.CancellationToken);
}
