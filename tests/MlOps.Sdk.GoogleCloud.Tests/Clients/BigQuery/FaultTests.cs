using System.Text.Json.Nodes;
using MlOps.Sdk.Clients;
using MlOps.Sdk.Testing;

namespace MlOps.Sdk.GoogleCloud.Tests.Clients.BigQuery;

public sealed class FaultTests(ITestOutputHelper output)
{
    private static readonly Fault[] Faults =
        [Fault.ResetBefore, Fault.ResetAfter, Fault.Truncated, Fault.Html, Fault.Status(503), Fault.Status(500), Fault.Status(429, retryAfter: 0)];

    private static CancellationToken None => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Whatever_befalls_a_request_one_job_runs_and_its_rows_are_read()
    {
        await using BigQueryWorld world = await BigQueryWorld.StartAsync();
        string uri = await world.PutParquetAsync("in/rows.parquet", "SELECT range AS n FROM range(4500)");
        world.Emulator.Exchanges.Clear();
        await ConverseAsync(world, uri, "plain");
        int requests = world.Emulator.Exchanges.All.Count;
        Assert.InRange(requests, 12, 30);

        int cases = 0;
        foreach (Fault fault in Faults)
        {
            for (int nth = 1; nth <= requests; nth++)
            {
                world.Emulator.Exchanges.Clear();
                int before = world.Emulator.Faults.Taken;
                world.Emulator.Faults.Inject(fault, nth);

                // The rows are appended: a job that ran twice would be seen.
                await ConverseAsync(world, uri, $"case{cases}");

                Assert.True(world.Emulator.Faults.Taken == before + 1, $"{fault} at request {nth} befell nothing.");
                Assert.All(
                    world.Emulator.Exchanges.All.Where(exchange => exchange is { Method: "POST", Fault: null } && exchange.Target.EndsWith("/jobs", StringComparison.Ordinal)),
                    exchange => Assert.NotNull(JsonNode.Parse(exchange.Body)!["jobReference"]?["jobId"]));
                cases++;
            }
        }

        output.WriteLine($"{cases} cases, {requests} requests each plain, all passed.");
    }

    [Fact]
    public async Task A_client_that_was_killed_adopts_its_job_when_it_asks_again()
    {
        await using BigQueryWorld world = await BigQueryWorld.StartAsync();
        string uri = await world.PutParquetAsync("in/rows.parquet", "SELECT 1::BIGINT AS n");
        BigQueryJob job = world.LoadJob("load-1", uri, "t", "WRITE_APPEND");

        await world.Client.InsertJobAsync(job, None);
        BigQueryJob adopted = await world.Client.InsertJobAsync(job, None);
        await world.Client.WaitAsync(job.JobReference, None);
        BigQueryJob after = await world.Client.InsertJobAsync(job, None);

        Assert.Equal(job.JobReference, adopted.JobReference);
        Assert.True(after.Status!.IsDone);
        Assert.Equal(1, (await world.Client.FindTableAsync(world.Table("t"), None))!.NumRows);
    }

    [Fact]
    public async Task A_patch_whose_answer_was_lost_is_no_conflict_with_itself()
    {
        await using BigQueryWorld world = await BigQueryWorld.StartAsync();
        BigQueryTable created = await world.Client.CreateTableAsync(
            new BigQueryTable { TableReference = world.Table("t"), Schema = new BigQuerySchema([new BigQueryField("n", "INT64")]) }, None);
        world.Emulator.Faults.Inject(Fault.ResetAfter, matches: exchange => exchange.Method == "PATCH");

        BigQueryTable patched = await world.Client.PatchTableAsync(
            new BigQueryTable { TableReference = world.Table("t"), Description = "mine", Etag = created.Etag }, None);

        Assert.Equal("mine", patched.Description);
    }

    [Fact]
    public async Task A_job_without_an_id_or_a_location_is_refused_before_anything_is_sent()
    {
        await using BigQueryWorld world = await BigQueryWorld.StartAsync();
        world.Emulator.Exchanges.Clear();

        ArgumentException refused = await Assert.ThrowsAsync<ArgumentException>(
            () => world.Client.InsertJobAsync(world.QueryJob("q", "SELECT 1 AS a") with { JobReference = new BigQueryJobReference("p-1", "q", null) }, None));

        Assert.Contains("Set both in JobReference", refused.Message, StringComparison.Ordinal);
        Assert.Empty(world.Emulator.Exchanges.All);
    }

    private static async Task ConverseAsync(BigQueryWorld world, string uri, string name)
    {
        await world.Client.CreateDatasetAsync(new BigQueryDataset { DatasetReference = world.Dataset, Location = BigQueryWorld.Location }, None);
        await world.Client.CreateTableAsync(
            new BigQueryTable { TableReference = world.Table(name), Schema = new BigQuerySchema([new BigQueryField("n", "INT64")]) }, None);
        BigQueryJob loaded = await world.RunAsync(world.LoadJob($"load-{name}", uri, name, "WRITE_APPEND"));
        Assert.Equal(4500, loaded.Statistics!.Load!.OutputRows);

        await world.RunAsync(world.QueryJob($"query-{name}", $"SELECT n, CAST(n AS STRING) AS s FROM `p-1.ds.{name}`"));
        BigQueryRows rows = await world.Client.ReadAsync(world.Job($"query-{name}"), None);
        List<IReadOnlyList<object?>> read = await rows.Rows.ToListAsync(None);
        Assert.Equal(4500, read.Count);
        Assert.Equal(Enumerable.Range(0, 4500).Select(n => (long)n), read.Select(row => (long)row[0]!).Order());
        await world.Client.DeleteTableAsync(world.Table(name), None);
    }
}
