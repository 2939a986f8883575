using MlOps.Sdk.Clients;

namespace MlOps.Sdk.GoogleCloud.Tests.Clients.BigQuery;

public sealed class QueryTests
{
    private static CancellationToken None => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_query_gives_its_rows_in_the_order_that_it_asks_for()
    {
        await using BigQueryWorld world = await BigQueryWorld.StartAsync();
        await LoadAsync(world);

        await world.RunAsync(world.QueryJob("q-1", "SELECT s, SUM(n) AS total, COUNT(*) AS c FROM `p-1.ds.t` GROUP BY s ORDER BY total DESC"));

        BigQueryRows rows = await world.Client.ReadAsync(world.Job("q-1"), None);
        Assert.Equal(["s STRING", "total INTEGER", "c INTEGER"], rows.Schema.Fields.Select(field => $"{field.Name} {field.Type}"));
        Assert.Equal(2, rows.TotalRows);
        Assert.Equal([["odd", 2500L * 2500, 2500L], ["even", 2499L * 2500, 2500L]], await rows.Rows.ToListAsync(None));
    }

    [Fact]
    public async Task Parameters_are_values_and_never_text()
    {
        await using BigQueryWorld world = await BigQueryWorld.StartAsync();
        BigQueryJob job = world.QueryJob("q-1", "SELECT @l + 1 AS l, @d AS d, @s AS s, @b AS b, @day AS day, @moment AS moment");
        BigQueryQuery query = job.Configuration.Query! with
        {
            QueryParameters =
            [
                BigQueryParameter.Of("l", 41L), BigQueryParameter.Of("d", double.NegativeInfinity), BigQueryParameter.Of("s", "it's '' -- \\ @l"), BigQueryParameter.Of("b", true),
                BigQueryParameter.Of("day", new DateOnly(2024, 2, 29)), BigQueryParameter.Of("moment", new DateTime(2024, 2, 29, 1, 2, 3, 4, 5, DateTimeKind.Utc)),
            ],
        };

        await world.RunAsync(job with { Configuration = new BigQueryJobConfiguration { Query = query } });

        BigQueryRows rows = await world.Client.ReadAsync(world.Job("q-1"), None);
        Assert.Equal(
            [42L, double.NegativeInfinity, "it's '' -- \\ @l", true, new DateOnly(2024, 2, 29), new DateTime(2024, 2, 29, 1, 2, 3, 4, 5)],
            Assert.Single(await rows.Rows.ToListAsync(None)));
    }

    [Fact]
    public async Task A_dry_run_says_the_bytes_of_the_columns_and_the_schema_and_makes_no_job()
    {
        await using BigQueryWorld world = await BigQueryWorld.StartAsync();
        await LoadAsync(world);

        BigQueryJobStatistics one = await world.Client.DryRunAsync("p-1", BigQueryWorld.Location, new BigQueryQuery { Sql = "SELECT SUM(n) AS total FROM `p-1.ds.t`" }, None);
        BigQueryJobStatistics all = await world.Client.DryRunAsync("p-1", BigQueryWorld.Location, new BigQueryQuery { Sql = "SELECT * FROM `p-1.ds.t` WHERE n > 3" }, None);
        GoogleCloudException wrong = await Assert.ThrowsAsync<GoogleCloudException>(
            () => world.Client.DryRunAsync("p-1", BigQueryWorld.Location, new BigQueryQuery { Sql = "SELECT nothing FROM `p-1.ds.t`" }, None));

        Assert.Equal(5000 * 8, one.TotalBytesProcessed);
        Assert.Equal((5000 * 8) + (2500 * (2 + 4)) + (2500 * (2 + 3)), all.TotalBytesProcessed);
        Assert.Equal(["total INTEGER"], one.Query!.Schema!.Fields.Select(field => $"{field.Name} {field.Type}"));
        Assert.Equal([world.Table("t")], one.Query.ReferencedTables!);
        Assert.Equal(("invalidQuery", 400), (wrong.Reason, (int)wrong.Status!));
    }

    [Fact]
    public async Task A_query_over_its_limit_of_bytes_fails_and_says_what_to_do()
    {
        await using BigQueryWorld world = await BigQueryWorld.StartAsync();
        await LoadAsync(world);
        BigQueryJob job = world.QueryJob("q-1", "SELECT SUM(n) AS total FROM `p-1.ds.t`");

        GoogleCloudException failure = await Assert.ThrowsAsync<GoogleCloudException>(
            () => world.RunAsync(job with { Configuration = new BigQueryJobConfiguration { Query = job.Configuration.Query! with { MaximumBytesBilled = 1 << 20 } } }));

        Assert.Equal("bytesBilledLimitExceeded", failure.Reason);
        Assert.Contains("Nothing was paid", failure.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rows_go_to_a_table_as_the_dispositions_say()
    {
        await using BigQueryWorld world = await BigQueryWorld.StartAsync();
        await LoadAsync(world);
        BigQueryJob To(string id, string? write) => new()
        {
            JobReference = world.Job(id),
            Configuration = new BigQueryJobConfiguration
            {
                Labels = new Dictionary<string, string> { ["stage"] = "transform" },
                Query = new BigQueryQuery
                {
                    Sql = "SELECT n, DATE '2024-01-01' AS day FROM `p-1.ds.t` WHERE n < 10", DestinationTable = world.Table("out"), WriteDisposition = write,
                    TimePartitioning = new BigQueryTimePartitioning("MONTH", "day"), Clustering = new BigQueryClustering(["n"]),
                },
            },
        };

        await world.RunAsync(To("q-1", null));
        GoogleCloudException notEmpty = await Assert.ThrowsAsync<GoogleCloudException>(() => world.RunAsync(To("q-2", null)));
        await world.RunAsync(To("q-3", "WRITE_APPEND"));
        Assert.Equal(20, (await world.Client.FindTableAsync(world.Table("out"), None))!.NumRows);
        await world.RunAsync(To("q-4", "WRITE_TRUNCATE"));

        BigQueryTable? table = await world.Client.FindTableAsync(world.Table("out"), None);
        Assert.Equal("duplicate", notEmpty.Reason);
        Assert.Equal((10L, "MONTH", "n"), (table!.NumRows, table.TimePartitioning!.Type, Assert.Single(table.Clustering!.Fields)));
    }

    [Fact]
    public async Task Files_are_read_as_tables_by_the_names_of_their_definitions()
    {
        await using BigQueryWorld world = await BigQueryWorld.StartAsync();
        await world.PutParquetAsync("ext/1.parquet", "SELECT 1::BIGINT AS n, TIMESTAMPTZ '2024-01-01 00:00:00+00' AS moment");
        await world.PutParquetAsync("ext/2.parquet", "SELECT 2::BIGINT AS n, TIMESTAMPTZ '2024-01-02 00:00:00+00' AS moment");
        BigQueryJob job = world.QueryJob("q-1", "SELECT SUM(n) AS total, MAX(moment) AS latest FROM input");
        BigQueryQuery query = job.Configuration.Query! with
        {
            TableDefinitions = new Dictionary<string, BigQueryExternalData> { ["input"] = new() { SourceUris = [$"gs://{BigQueryWorld.Bucket}/ext/*.parquet"] } },
        };

        BigQueryJob done = await world.RunAsync(job with { Configuration = new BigQueryJobConfiguration { Query = query } });

        BigQueryRows rows = await world.Client.ReadAsync(world.Job("q-1"), None);
        Assert.Equal([3L, new DateTime(2024, 1, 2)], Assert.Single(await rows.Rows.ToListAsync(None)));
        Assert.Null(done.Statistics!.Query!.ReferencedTables);
    }

    [Fact]
    public async Task Statements_that_define_and_change_do_so_once_and_say_what_they_did()
    {
        await using BigQueryWorld world = await BigQueryWorld.StartAsync();
        await LoadAsync(world);

        BigQueryJob created = await world.RunAsync(world.QueryJob("q-1", "CREATE OR REPLACE TABLE `p-1.ds.u` PARTITION BY day CLUSTER BY n AS SELECT n, DATE '2024-01-01' AS day FROM `p-1.ds.t` WHERE n < 3"));
        BigQueryJob inserted = await world.RunAsync(world.QueryJob("q-2", "INSERT INTO `p-1.ds.u` (n, day) VALUES (7, DATE '2024-02-01'), (8, NULL)"));
        BigQueryJob deleted = await world.RunAsync(world.QueryJob("q-3", "DELETE FROM `p-1.ds.u` WHERE n < 2"));
        BigQueryJob updated = await world.RunAsync(world.QueryJob("q-4", "UPDATE `p-1.ds.u` SET n = n + 1 WHERE n = 8"));

        Assert.Equal(("CREATE_TABLE_AS_SELECT", "CREATE"), (created.Statistics!.Query!.StatementType, created.Statistics.Query.DdlOperationPerformed));
        Assert.Equal([2, 2, 1], new[] { inserted, deleted, updated }.Select(job => job.Statistics!.Query!.NumDmlAffectedRows!.Value));
        Assert.Equal([2L, 7L, 9L], (await world.RowsAsync("u")).Select(row => (long)row[0]!).Order());
        Assert.Equal("DROP", (await world.RunAsync(world.QueryJob("q-5", "DROP TABLE `p-1.ds.u`"))).Statistics!.Query!.DdlOperationPerformed);
        Assert.Null(await world.Client.FindTableAsync(world.Table("u"), None));
    }

    [Fact]
    public async Task A_query_in_another_location_finds_no_table_and_no_job_is_found_without_its_location()
    {
        await using BigQueryWorld world = await BigQueryWorld.StartAsync();
        await LoadAsync(world);
        BigQueryJob elsewhere = world.QueryJob("q-1", "SELECT n FROM `p-1.ds.t`") with { JobReference = new BigQueryJobReference("p-1", "q-1", "us-central1") };

        GoogleCloudException failure = await Assert.ThrowsAsync<GoogleCloudException>(() => world.RunAsync(elsewhere));

        Assert.Equal("notFound", failure.Reason);
        Assert.Contains("was not found in location us-central1", failure.Message, StringComparison.Ordinal);
        Assert.Null(await world.Client.FindJobAsync(new BigQueryJobReference("p-1", "q-1", null), None));
        Assert.NotNull(await world.Client.FindJobAsync(elsewhere.JobReference, None));
    }

    [Fact]
    public async Task A_job_that_is_cancelled_ends_as_stopped()
    {
        await using BigQueryWorld world = await BigQueryWorld.StartAsync();
        await LoadAsync(world);
        BigQueryJob endless = world.QueryJob("q-1", "SELECT COUNT(*) AS c FROM `p-1.ds.t` AS a, `p-1.ds.t` AS b, `p-1.ds.t` AS c WHERE MOD(a.n * b.n + c.n, 7) = 3");
        await world.Client.InsertJobAsync(endless, None);

        BigQueryJob? asked = await world.Client.CancelJobAsync(endless.JobReference, None);
        GoogleCloudException failure = await Assert.ThrowsAsync<GoogleCloudException>(() => world.Client.WaitAsync(endless.JobReference, None));

        Assert.NotNull(asked);
        Assert.Equal("stopped", failure.Reason);
    }

    private static async Task LoadAsync(BigQueryWorld world)
    {
        string uri = await world.PutParquetAsync("in/rows.parquet", "SELECT range AS n, CASE WHEN range % 2 = 0 THEN 'even' ELSE 'odd' END AS s FROM range(5000)");
        await world.RunAsync(world.LoadJob("load", uri, "t"));
    }
}
