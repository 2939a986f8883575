using MlOps.Sdk.Clients;

namespace MlOps.Sdk.GoogleCloud.Tests.Clients.BigQuery;

public sealed class LoadAndExtractTests
{
    [Fact]
    public async Task Every_type_of_Parquet_arrives_as_BigQuery_names_it_and_reads_back_as_it_was()
    {
        await using BigQueryWorld world = await BigQueryWorld.StartAsync();
        string uri = await world.PutParquetAsync("in/rows.parquet", """
            SELECT 9007199254740993::BIGINT AS whole, 'NaN'::DOUBLE AS number, true AS truth, 'é 🐦' AS words, DATE '2024-02-29' AS day,
              TIMESTAMPTZ '2024-02-29 12:34:56.123456+00' AS instant, TIMESTAMP '2024-02-29 12:34:56.5' AS local, 1.5::DECIMAL(10, 2) AS exact,
              'ab'::BLOB AS bytes, TIME '01:02:03' AS clock, [1, 2]::BIGINT[] AS items, {'a': 1::BIGINT, 't': TIMESTAMPTZ '2024-01-01 00:00:00+00'} AS record
            """);
        BigQueryJob job = world.LoadJob("load-1", uri, "t");
        job = job with { Configuration = job.Configuration with { Load = job.Configuration.Load! with { ParquetOptions = new BigQueryParquetOptions { EnableListInference = true } } } };

        BigQueryJob done = await world.RunAsync(job);

        Assert.Equal(1, done.Statistics!.Load!.OutputRows);
        Assert.Equal(1, done.Statistics.Load.InputFiles);
        BigQueryTable? table = await world.Client.FindTableAsync(world.Table("t"), TestContext.Current.CancellationToken);
        Assert.Equal(
            ["INTEGER", "FLOAT", "BOOLEAN", "STRING", "DATE", "TIMESTAMP", "DATETIME", "NUMERIC", "BYTES", "TIME", "INTEGER REPEATED", "RECORD"],
            table!.Schema!.Fields.Select(field => field.Type + (field.Mode == "REPEATED" ? " REPEATED" : "")));
        Assert.Equal(1, table.NumRows);
        IReadOnlyList<object?> row = Assert.Single(await world.RowsAsync("t"));
        Assert.Equal(9007199254740993L, row[0]);
        Assert.Equal(double.NaN, row[1]);
        Assert.Equal(true, row[2]);
        Assert.Equal("é 🐦", row[3]);
        Assert.Equal(new DateOnly(2024, 2, 29), row[4]);
        DateTime instant = Assert.IsType<DateTime>(row[5]);
        Assert.Equal((new DateTime(2024, 2, 29, 12, 34, 56, 123, 456), DateTimeKind.Utc), (instant, instant.Kind));
        Assert.Equal(new DateTime(2024, 2, 29, 12, 34, 56, 500), row[6]);
        Assert.Equal(1.5m, row[7]);
        Assert.Equal("ab"u8.ToArray(), row[8]);
        Assert.Equal(new TimeOnly(1, 2, 3), row[9]);
        Assert.Equal(new object?[] { 1L, 2L }, row[10]);
        Assert.Equal(new object?[] { 1L, DateTime.SpecifyKind(new DateTime(2024, 1, 1), DateTimeKind.Utc) }, row[11]);
    }

    [Fact]
    public async Task Lists_become_records_of_records_unless_they_are_inferred()
    {
        await using BigQueryWorld world = await BigQueryWorld.StartAsync();
        string uri = await world.PutParquetAsync("in/rows.parquet", "SELECT [1, 2]::BIGINT[] AS items");

        await world.RunAsync(world.LoadJob("load-1", uri, "t"));

        BigQueryTable? table = await world.Client.FindTableAsync(world.Table("t"), TestContext.Current.CancellationToken);
        BigQueryField field = Assert.Single(table!.Schema!.Fields);
        Assert.Equal(("RECORD", "list", "REPEATED", "element"), (field.Type, field.Fields![0].Name, field.Fields[0].Mode, field.Fields[0].Fields![0].Name));
        Assert.Equal(new object?[] { new object?[] { new object?[] { 1L }, new object?[] { 2L } } }, Assert.Single(await world.RowsAsync("t"))[0]);
    }

    [Fact]
    public async Task Rows_come_in_pages_and_in_another_order_than_they_were_loaded_in()
    {
        await using BigQueryWorld world = await BigQueryWorld.StartAsync();
        string uri = await world.PutParquetAsync("in/rows.parquet", "SELECT range AS n FROM range(5000)");

        await world.RunAsync(world.LoadJob("load-1", uri, "t"));

        IReadOnlyList<IReadOnlyList<object?>> rows = await world.RowsAsync("t");
        Assert.Equal(5000, rows.Count);
        Assert.NotEqual(rows.Select(row => (long)row[0]!), rows.Select(row => (long)row[0]!).Order());
        Assert.Equal(Enumerable.Range(0, 5000).Select(n => (long)n), rows.Select(row => (long)row[0]!).Order());
        Assert.Equal(3, world.Emulator.Exchanges.All.Count(exchange => exchange.Target.Contains("/tables/t/data", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Appending_adds_and_truncating_replaces_the_columns_too()
    {
        await using BigQueryWorld world = await BigQueryWorld.StartAsync();
        string first = await world.PutParquetAsync("in/1.parquet", "SELECT 1::BIGINT AS n, 'a' AS s");
        string second = await world.PutParquetAsync("in/2.parquet", "SELECT 2::BIGINT AS n");

        await world.RunAsync(world.LoadJob("load-1", first, "t"));
        await world.RunAsync(world.LoadJob("load-2", second, "t", "WRITE_APPEND"));
        Assert.Equal([(1L, "a"), (2L, null)], (await world.RowsAsync("t")).Select(row => ((long)row[0]!, (string?)row[1])).Order());

        await world.RunAsync(world.LoadJob("load-3", second, "t"));
        Assert.Equal([2L], Assert.Single(await world.RowsAsync("t")));
    }

    [Fact]
    public async Task What_does_not_fit_fails_and_leaves_the_table_as_it_was()
    {
        await using BigQueryWorld world = await BigQueryWorld.StartAsync();
        string number = await world.PutParquetAsync("in/1.parquet", "SELECT 1::BIGINT AS n");
        string text = await world.PutParquetAsync("in/2.parquet", "SELECT 'x' AS n");
        string more = await world.PutParquetAsync("in/3.parquet", "SELECT 1::BIGINT AS n, 2::BIGINT AS m");
        await world.RunAsync(world.LoadJob("load-1", number, "t"));

        GoogleCloudException otherType = await Assert.ThrowsAsync<GoogleCloudException>(() => world.RunAsync(world.LoadJob("load-2", text, "t", "WRITE_APPEND")));
        GoogleCloudException otherColumn = await Assert.ThrowsAsync<GoogleCloudException>(() => world.RunAsync(world.LoadJob("load-3", more, "t", "WRITE_APPEND")));
        GoogleCloudException notEmpty = await Assert.ThrowsAsync<GoogleCloudException>(() => world.RunAsync(world.LoadJob("load-4", number, "t", "WRITE_EMPTY")));
        GoogleCloudException nothing = await Assert.ThrowsAsync<GoogleCloudException>(
            () => world.RunAsync(world.LoadJob("load-5", $"gs://{BigQueryWorld.Bucket}/nothing/*.parquet", "t")));

        Assert.Equal(["invalid", "invalid", "duplicate", "notFound"], new[] { otherType, otherColumn, notEmpty, nothing }.Select(failure => failure.Reason));
        Assert.Contains("Field n has changed type from INT64 to STRING", otherType.Message, StringComparison.Ordinal);
        Assert.Contains("Cannot add fields (field: m)", otherColumn.Message, StringComparison.Ordinal);
        Assert.Contains("WRITE_TRUNCATE", notEmpty.Remedy, StringComparison.Ordinal);
        Assert.Equal([1L], Assert.Single(await world.RowsAsync("t")));
    }

    [Fact]
    public async Task An_explicit_schema_names_the_columns_requires_values_and_reads_local_times_as_instants()
    {
        await using BigQueryWorld world = await BigQueryWorld.StartAsync();
        string uri = await world.PutParquetAsync("in/rows.parquet", "SELECT TIMESTAMP '2024-01-02 03:04:05' AS at, 'a' AS s");
        string holes = await world.PutParquetAsync("in/holes.parquet", "SELECT NULL::TIMESTAMP AS at, 'a' AS s");
        BigQuerySchema schema = new([new BigQueryField("at", "TIMESTAMP", "REQUIRED"), new BigQueryField("s", "STRING"), new BigQueryField("extra", "INT64")]);

        await world.RunAsync(WithSchema(world.LoadJob("load-1", uri, "t"), schema));
        GoogleCloudException missing = await Assert.ThrowsAsync<GoogleCloudException>(() => world.RunAsync(WithSchema(world.LoadJob("load-2", holes, "t"), schema)));

        Assert.Equal([new DateTime(2024, 1, 2, 3, 4, 5), "a", null], Assert.Single(await world.RowsAsync("t")));
        Assert.Contains("Required field at cannot be null", missing.Message, StringComparison.Ordinal);
        BigQueryTable? table = await world.Client.FindTableAsync(world.Table("t"), TestContext.Current.CancellationToken);
        Assert.Equal(["REQUIRED", "NULLABLE", "NULLABLE"], table!.Schema!.Fields.Select(field => field.Mode));
    }

    [Fact]
    public async Task A_table_is_written_out_as_files_of_Parquet_and_loads_again_alike()
    {
        await using BigQueryWorld world = await BigQueryWorld.StartAsync();
        string uri = await world.PutParquetAsync("in/rows.parquet", "SELECT range AS n, TIMESTAMPTZ '2024-01-01 00:00:00+00' + INTERVAL (range) MICROSECOND AS at FROM range(150000)");
        await world.RunAsync(world.LoadJob("load-1", uri, "t"));
        BigQueryJob extract = new()
        {
            JobReference = world.Job("extract-1"),
            Configuration = new BigQueryJobConfiguration
            {
                Extract = new BigQueryExtract { SourceTable = world.Table("t"), DestinationUris = [$"gs://{BigQueryWorld.Bucket}/out/part-*.parquet"], DestinationFormat = "PARQUET", Compression = "ZSTD" },
            },
        };

        BigQueryJob done = await world.RunAsync(extract);
        await world.RunAsync(world.LoadJob("load-2", $"gs://{BigQueryWorld.Bucket}/out/part-*.parquet", "copy"));

        Assert.Equal([2L], done.Statistics!.Extract!.DestinationUriFileCounts!);
        Assert.NotEmpty(await world.GetAsync("out/part-000000000001.parquet"));
        BigQueryTable? copy = await world.Client.FindTableAsync(world.Table("copy"), TestContext.Current.CancellationToken);
        Assert.Equal((150_000, "TIMESTAMP"), (copy!.NumRows, copy.Schema!.Fields[1].Type));
    }

    [Fact]
    public async Task Partitions_whose_time_has_run_out_are_gone_with_the_load()
    {
        await using BigQueryWorld world = await BigQueryWorld.StartAsync();
        string uri = await world.PutParquetAsync("in/rows.parquet", "SELECT unnest([DATE '2001-01-01', DATE '2999-01-01']) AS day");
        BigQueryJob job = world.LoadJob("load-1", uri, "t");
        BigQueryLoad load = job.Configuration.Load! with
        {
            TimePartitioning = new BigQueryTimePartitioning("DAY", "day") { ExpirationMs = 86_400_000 }, Clustering = new BigQueryClustering(["day"]),
        };

        await world.RunAsync(job with { Configuration = job.Configuration with { Load = load } });

        Assert.Equal([new DateOnly(2999, 1, 1)], Assert.Single(await world.RowsAsync("t")));
        BigQueryTable? table = await world.Client.FindTableAsync(world.Table("t"), TestContext.Current.CancellationToken);
        Assert.Equal(("day", "DAY", 86_400_000L), (table!.TimePartitioning!.Field, table.TimePartitioning.Type, table.TimePartitioning.ExpirationMs));
        Assert.Equal(["day"], table.Clustering!.Fields);
    }

    private static BigQueryJob WithSchema(BigQueryJob job, BigQuerySchema schema) =>
        job with { Configuration = job.Configuration with { Load = job.Configuration.Load! with { Schema = schema } } };
}
