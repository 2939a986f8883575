using MlOps.Sdk.Data;

namespace MlOps.Sdk.Local.Tests.Data;

public sealed class ProfilerTests : IDisposable
{
    private readonly DataBench _bench = new();

    [Fact]
    public async Task Every_column_is_described()
    {
        DatasetProfile profile = await ProfileAsync("""
            SELECT CASE WHEN i % 4 > 0 THEN i END AS n, i / 2.0 AS x, 'b' || i % 3 AS s, i % 2 = 0 AS b, DATE '2026-01-01' + i::INTEGER AS d,
              TIMESTAMP '2026-01-01 10:00:00' AS t, NULL::DOUBLE AS z
            FROM range(100) t(i)
            """);

        Assert.Equal(100, profile.Rows);
        Assert.Equal(["n", "x", "s", "b", "d", "t", "z"], profile.Columns.Select(column => column.Name));
        Assert.Equal([25L, 0, 0, 0, 0, 0, 100], profile.Columns.Select(column => column.Nulls));
        Assert.Equal([75L, 100, 3, 2, 100, 1, 0], profile.Columns.Select(column => column.Distinct));
        Assert.Equal(["1", "0", "b0", "false", "2026-01-01", "2026-01-01T10:00:00.0000000Z", null], profile.Columns.Select(column => column.Min));
        Assert.Equal(["99", "49.5", "b2", "true", "2026-04-10", "2026-01-01T10:00:00.0000000Z", null], profile.Columns.Select(column => column.Max));
        Assert.Equal([50.0, 24.75, null, null, null, null, null], profile.Columns.Select(column => column.Mean));
        Assert.Equal(14.5057460, profile.Columns[1].StandardDeviation!.Value, 6);
        Assert.Equal(24.75, profile.Columns[1].Quantiles![3].Value, 0.5);
        Assert.All(profile.Columns.Skip(2), column => Assert.Null(column.Quantiles));
    }

    [Fact]
    public async Task Two_profiles_of_the_same_rows_have_the_same_fingerprint()
    {
        const string Rows = "SELECT sin(i) * 1e6 AS x, i % 1000 AS n FROM range(300000) t(i)";
        Assert.Equal((await ProfileAsync(Rows)).ComputeFingerprint(), (await ProfileAsync(Rows)).ComputeFingerprint());
        Assert.NotEqual((await ProfileAsync(Rows)).ComputeFingerprint(), (await ProfileAsync(Rows + " WHERE i > 0")).ComputeFingerprint());
    }

    public void Dispose() => _bench.Dispose();

    private async Task<DatasetProfile> ProfileAsync(string sql) => await Profiler.ProfileAsync(
        new DuckDbWarehouse(_bench.Engine), await _bench.DatasetAsync(sql), _bench.Context("profile"), TestContext.Current.CancellationToken);
}
