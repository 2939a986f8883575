using System.Globalization;
using Microsoft.Extensions.Options;
using MlOps.Sdk.Algebra;
using MlOps.Sdk.Data;
using MlOps.Sdk.Plans;

namespace MlOps.Sdk.Local.Tests.Data;

public sealed class DuckDbEngineTests
{
    [Fact]
    public async Task Nothing_is_downloaded_and_the_limits_are_set()
    {
        using DataBench bench = new(new() { MemoryLimit = "300MB", Threads = 2 });
        Dictionary<string, string?> settings = (await bench.QueryAsync("SELECT name, value FROM duckdb_settings()")).ToDictionary(row => (string)row[0]!, row => (string?)row[1]);
        Assert.Equal("false", settings["autoinstall_known_extensions"]);
        Assert.Equal("false", settings["autoload_known_extensions"]);
        Assert.Equal("286.1 MiB", settings["memory_limit"]);
        Assert.Equal("2", settings["threads"]);
        Assert.Equal("UTC", settings["TimeZone"]);
        Assert.StartsWith(Path.Combine(bench.Folder, ".mlops", "spill"), settings["temp_directory"]);
        await Assert.ThrowsAnyAsync<Exception>(() => bench.QueryAsync("LOAD httpfs"));
    }

    [Fact]
    public async Task Operations_run_side_by_side_each_on_its_own_connection()
    {
        using DataBench bench = new();
        List<object?[]>[] results = await Task.WhenAll(Enumerable.Range(1, 8).Select(
            i => bench.QueryAsync(string.Create(CultureInfo.InvariantCulture, $"SELECT count(*) FROM range({i * 100000}) t(i) WHERE i % 2 = 0"))));
        Assert.Equal(Enumerable.Range(1, 8).Select(i => (object?)(i * 50000L)), results.Select(rows => rows[0][0]));
    }

    [Fact]
    public async Task Data_larger_than_the_memory_limit_is_sorted_aggregated_and_split_by_spilling()
    {
        using DataBench bench = new(new() { MemoryLimit = "200MB", Threads = 2 });
        Dataset big = await bench.DatasetAsync("SELECT i AS id, repeat(hash(i)::VARCHAR, 6) AS text, i % 7 AS k FROM range(2500000) t(i)");
        ColumnNode id = new("id", DataType.Int64, false);
        ColumnNode text = new("text", DataType.String, false);

        Dataset sorted = await new DuckDbTransformer(bench.Engine).TransformAsync(
            new([big], new() { Name = "transform", Relation = new SortLimitNode(new InputNode(), [new(text)], null) }), bench.Context("transform"), TestContext.Current.CancellationToken);
        StagedDataset staged = await new DuckDbStager(bench.Engine).StageAsync(
            new(big, new() { Name = "stage", Table = "t", Split = new StratifiedSplitPlan(new ColumnNode("k", DataType.Int64, false), [id], 0.2, 0) }),
            bench.Context("stage"), TestContext.Current.CancellationToken);

        Assert.Equal(2_500_000, sorted.Rows);
        Assert.Equal(2_500_000, staged.Data.Rows);
        Assert.InRange((long)(await bench.RowsAsync(big, "sum(length(text))::BIGINT"))[0][0]!, 250_000_000, long.MaxValue);
        Assert.Equal([[0L]], await bench.QueryAsync(
            $"SELECT count(*) FROM (SELECT text, lag(text) OVER () AS before FROM {await bench.TableAsync(sorted)}) WHERE text < before"));
        long used = (long)(await bench.QueryAsync("SELECT sum(memory_usage_bytes)::BIGINT FROM duckdb_memory()"))[0][0]!;
        Assert.InRange(used, 0, 200_000_000);
    }

    [Fact]
    public void A_spill_folder_is_removed_with_its_owner_and_by_the_next_if_its_owner_was_killed()
    {
        string root = Path.Combine(Path.GetTempPath(), $"spill {Guid.NewGuid():N}");
        string abandoned = Path.Combine(root, "duckdb-dead");
        Directory.CreateDirectory(abandoned);
        using (SpillFolder alive = SpillFolder.Create(root))
        {
            Assert.False(Directory.Exists(abandoned));
            using SpillFolder other = SpillFolder.Create(root);
            Assert.True(Directory.Exists(alive.Path));
        }

        Assert.Empty(Directory.EnumerateFileSystemEntries(root));
        Directory.Delete(root);
    }

    [Theory]
    [InlineData("4 gold", 2, null, "MlOps:Local:MemoryLimit: '4 gold' is not a size")]
    [InlineData("20MB", 2, null, "20MB is too little for 2 threads, which need 32MB")]
    [InlineData("900TB", 2, null, "900TB is more than the machine's")]
    [InlineData(null, 0, null, "MlOps:Local:Threads: 0 is not between 1 and 1024")]
    [InlineData(null, 1, " ", "MlOps:Local:TemporaryFolder: ' ' is not a path")]
    public void Settings_that_cannot_work_are_refused_with_both_numbers(string? memory, int threads, string? folder, string message)
    {
        ValidateOptionsResult result = new LocalOptionsValidator().Validate(null, new() { MemoryLimit = memory, Threads = threads, TemporaryFolder = folder });
        Assert.Contains(message, result.FailureMessage);
    }

    [Fact]
    public void Settings_by_default_are_accepted() => Assert.True(new LocalOptionsValidator().Validate(null, new()).Succeeded);
}
