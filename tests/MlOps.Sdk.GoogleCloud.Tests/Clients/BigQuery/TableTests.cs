using MlOps.Sdk.Clients;

namespace MlOps.Sdk.GoogleCloud.Tests.Clients.BigQuery;

public sealed class TableTests
{
    private static readonly BigQuerySchema Schema = new([new BigQueryField("n", "INT64", "REQUIRED"), new BigQueryField("s", "STRING")]);

    [Fact]
    public async Task What_is_there_already_is_given_as_it_is()
    {
        await using BigQueryWorld world = await BigQueryWorld.StartAsync();
        CancellationToken none = TestContext.Current.CancellationToken;
        BigQueryTable table = new() { TableReference = world.Table("t"), Schema = Schema, Labels = new Dictionary<string, string?> { ["run"] = "r1" } };

        BigQueryTable created = await world.Client.CreateTableAsync(table, none);
        BigQueryTable again = await world.Client.CreateTableAsync(table with { Labels = null }, none);
        BigQueryDataset dataset = await world.Client.CreateDatasetAsync(new BigQueryDataset { DatasetReference = world.Dataset, Location = "US" }, none);

        Assert.Equal(created.Etag, again.Etag);
        Assert.Equal("r1", again.Labels!["run"]);
        Assert.Equal(BigQueryWorld.Location, dataset.Location);
    }

    [Fact]
    public async Task What_is_not_there_is_null_and_deleting_it_is_no_error()
    {
        await using BigQueryWorld world = await BigQueryWorld.StartAsync();
        CancellationToken none = TestContext.Current.CancellationToken;

        Assert.Null(await world.Client.FindTableAsync(world.Table("t"), none));
        Assert.Null(await world.Client.FindDatasetAsync(new BigQueryDatasetReference("p-1", "other"), none));
        Assert.Null(await world.Client.FindModelAsync(new BigQueryModelReference("p-1", "ds", "m"), none));
        Assert.Null(await world.Client.FindJobAsync(world.Job("j"), none));
        Assert.Null(await world.Client.CancelJobAsync(world.Job("j"), none));
        await world.Client.DeleteTableAsync(world.Table("t"), none);
        await world.Client.DeleteModelAsync(new BigQueryModelReference("p-1", "ds", "m"), none);
    }

    [Fact]
    public async Task A_patch_adds_columns_relaxes_them_and_takes_labels_away()
    {
        await using BigQueryWorld world = await BigQueryWorld.StartAsync();
        CancellationToken none = TestContext.Current.CancellationToken;
        BigQueryTable created = await world.Client.CreateTableAsync(
            new BigQueryTable { TableReference = world.Table("t"), Schema = Schema, Labels = new Dictionary<string, string?> { ["a"] = "1", ["b"] = "2" } }, none);
        BigQuerySchema wider = new([new BigQueryField("n", "INT64"), new BigQueryField("s", "STRING"), new BigQueryField("x", "FLOAT64")]);

        BigQueryTable patched = await world.Client.PatchTableAsync(
            new BigQueryTable { TableReference = world.Table("t"), Schema = wider, Labels = new Dictionary<string, string?> { ["a"] = null }, ExpirationTime = 32_503_680_000_000, Etag = created.Etag }, none);

        Assert.Equal(["NULLABLE", "NULLABLE", "NULLABLE"], patched.Schema!.Fields.Select(field => field.Mode));
        Assert.Equal(["b"], patched.Labels!.Keys);
        Assert.Equal(32_503_680_000_000, patched.ExpirationTime);
        GoogleCloudException stale = await Assert.ThrowsAsync<GoogleCloudException>(
            () => world.Client.PatchTableAsync(new BigQueryTable { TableReference = world.Table("t"), Description = "x", Etag = created.Etag }, none));
        Assert.Equal(412, (int)stale.Status!);
        GoogleCloudException narrower = await Assert.ThrowsAsync<GoogleCloudException>(
            () => world.Client.PatchTableAsync(new BigQueryTable { TableReference = world.Table("t"), Schema = Schema }, none));
        Assert.Equal("invalid", narrower.Reason);
    }

    [Fact]
    public async Task A_table_is_gone_when_its_time_has_run_out()
    {
        await using BigQueryWorld world = await BigQueryWorld.StartAsync();
        CancellationToken none = TestContext.Current.CancellationToken;
        await world.Client.CreateTableAsync(new BigQueryTable { TableReference = world.Table("t"), Schema = Schema }, none);

        await world.Client.PatchTableAsync(new BigQueryTable { TableReference = world.Table("t"), ExpirationTime = 1 }, none);

        Assert.Null(await world.Client.FindTableAsync(world.Table("t"), none));
    }
}
