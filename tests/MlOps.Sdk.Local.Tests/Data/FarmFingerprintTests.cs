namespace MlOps.Sdk.Local.Tests.Data;

public sealed class FarmFingerprintTests : IDisposable
{
    private const string Texts = "SELECT i, CASE WHEN i % 5 > 0 THEN repeat('é', (i % 90)::INTEGER) || i END AS text FROM range(20000) t(i)";

    private readonly DataBench _bench = new(new() { Threads = 4 });

    [Fact]
    public async Task DuckDb_computes_what_dotnet_computes_and_null_stays_null()
    {
        List<object?[]> rows = await _bench.QueryAsync($"SELECT text, farm_fingerprint(text) FROM ({Texts})");

        Assert.Equal(20_000, rows.Count);
        Assert.All(rows, row => Assert.Equal(row[0] is string text ? Fingerprint.Of(text) : null, row[1]));
    }

    [Fact]
    public async Task It_takes_constants_dictionaries_and_rows_that_a_filter_leaves()
    {
        Assert.Equal([[Fingerprint.Of("a"), null]], await _bench.QueryAsync("SELECT farm_fingerprint('a'), farm_fingerprint(NULL)"));
        Assert.Equal(
            [[Fingerprint.Of("b"), 2000L], [Fingerprint.Of("a"), 2000L]],
            (await _bench.QueryAsync(
                "SELECT farm_fingerprint(v) AS f, count(*) FROM (SELECT i, CASE i % 2 WHEN 0 THEN 'a' ELSE 'b' END AS v FROM range(8000) t(i)) WHERE i % 4 < 2 GROUP BY f"))
            .OrderBy(row => row[0]));
    }

    [Fact]
    public async Task Several_threads_and_connections_use_it_at_once()
    {
        string sum = $"SELECT sum(farm_fingerprint(text))::VARCHAR FROM (SELECT text FROM ({Texts}), range(20))";
        List<object?[]>[] sums = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => _bench.QueryAsync(sum)));
        Assert.Single(sums.Select(rows => rows[0][0]).Distinct());
    }

    public void Dispose() => _bench.Dispose();
}
