using System.Text;
using Microsoft.Extensions.DependencyInjection;
using MlOps.Sdk.Clients;
using MlOps.Sdk.Data;
using MlOps.Sdk.GoogleCloud.Tests.Conformance;
using MlOps.Sdk.Plans;
using MlOps.Sdk.Stages;
using MlOps.Sdk.Testing;

namespace MlOps.Sdk.GoogleCloud.Tests.Data;

/// <summary>Sources that lie in the cloud; those that lie here are held to the contract by the suite.</summary>
public sealed class CloudIngestorTests(EmulatorFixture google) : IClassFixture<EmulatorFixture>, IAsyncDisposable
{
    private static readonly Schema s_birds = new([new Column("id", DataType.Int64, false), new Column("name", DataType.String)]);

    private readonly StageFixture _fixture = google.Create();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private ICloudStorage Storage => _fixture.Services.GetRequiredService<ICloudStorage>();

    private IBigQuery BigQuery => _fixture.Services.GetRequiredService<IBigQuery>();

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    [Fact]
    public async Task Objects_of_text_are_read_as_files_of_text_are_and_pinned_to_their_generations()
    {
        await WriteAsync("birds-1.csv", "id,name\n1,owl\n2,\n");
        await WriteAsync("birds-2.csv", "id,name\n3,gull\n");
        await WriteAsync("birds/4.csv", "id,name\n4,swan\n");
        IngestPlan plan = Plan(new CsvSourcePlan("gs://text/birds-*.csv"));

        Dataset dataset = await IngestAsync(plan);
        string? before = await VersionAsync(plan);
        await WriteAsync("birds-2.csv", "id,name\n3,tern\n");

        await AssertRowsAsync(dataset, [1L, "owl"], [2L, null], [3L, "gull"]);
        Assert.Equal(before, dataset.SourceVersion);
        Assert.NotEqual(before, await VersionAsync(plan));
        Assert.StartsWith("gs://my-bucket/mlops/", dataset.Parts[0].Location);
    }

    [Fact]
    public async Task Parquet_in_Cloud_Storage_is_used_in_place()
    {
        await Storage.CreateBucketAsync("parquet", "europe-west4", Token);
        string file = _fixture.WriteFile("birds.parquet", s_birds, [[1L, "owl"], [2L, null]]);
        CloudObject written = await Storage.UploadAsync(ObjectUri.Parse("gs://parquet/birds.parquet"), file, new WriteOptions(), Token);

        Dataset dataset = await IngestAsync(Plan(new ParquetSourcePlan("gs://parquet/*.parquet")));
        Dataset inferred = await IngestAsync(Plan(new ParquetSourcePlan("gs://parquet/birds.parquet")) with { Schema = null });

        Assert.Equal(written.Uri.ToString(), dataset.Parts[0].Location);
        Assert.Equal(s_birds, dataset.Schema);
        Assert.Equal(s_birds, inferred.Schema);
        await AssertRowsAsync(dataset, [1L, "owl"], [2L, null]);
    }

    [Fact]
    public async Task A_table_of_BigQuery_is_read_without_passing_through_this_process()
    {
        await CreateTableAsync("birds", "SELECT 1 AS id, 'owl' AS name UNION ALL SELECT 2, NULL");
        IngestPlan plan = Plan(new BigQuerySourcePlan { Table = "my-project.source.birds" });

        Dataset dataset = await IngestAsync(plan);

        await AssertRowsAsync(dataset, [1L, "owl"], [2L, null]);
        Assert.Equal(await VersionAsync(plan), dataset.SourceVersion);
        Assert.DoesNotContain(google.Exchanges, exchange => exchange.Target.Contains("source/tables/birds/data", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_query_of_BigQuery_has_the_version_of_its_tables()
    {
        await CreateTableAsync("nests", "SELECT 1 AS id, 'owl' AS name UNION ALL SELECT 2, NULL");
        IngestPlan plan = Plan(new BigQuerySourcePlan { Sql = "SELECT id + 1 AS id, name FROM `my-project.source.nests` WHERE name IS NOT NULL" });

        string? before = await VersionAsync(plan);
        await AssertRowsAsync(await IngestAsync(plan), [2L, "owl"]);
        await CreateTableAsync("nests", "SELECT 7 AS id, 'tern' AS name");

        Assert.NotEqual(before, await VersionAsync(plan));
        await AssertRowsAsync(await IngestAsync(plan), [8L, "tern"]);
    }

    [Theory]
    [InlineData("gs://text/none.csv", "ingest: there is no object gs://text/none.csv. Correct the path, or put it there: gcloud storage cp FILE gs://text/none.csv")]
    [InlineData("gs://text/no*.csv", "ingest: gs://text/no*.csv matches no object; 0 begin with gs://text/no. Correct the path; '*' doesn't stand for '/'.")]
    [InlineData("gs://TEXT/a.csv", "ingest.source: 'gs://TEXT/a.csv': 'TEXT' is no name of a bucket. Use lower-case letters, digits, '-', '_' and '.'.")]
    public async Task An_object_that_is_not_there_is_named(string path, string message)
    {
        await WriteAsync("there.csv", "id,name\n");

        Assert.Equal(message, (await Assert.ThrowsAsync<StageException>(() => IngestAsync(Plan(new CsvSourcePlan(path))))).Message);
    }

    [Fact]
    public async Task Columns_that_a_table_lacks_or_has_otherwise_are_all_named()
    {
        await CreateTableAsync("odd", "SELECT 'one' AS id, [1, 2] AS list");
        IngestPlan plan = Plan(new BigQuerySourcePlan { Table = "my-project.source.odd" });

        StageException exception = await Assert.ThrowsAsync<StageException>(() => IngestAsync(plan));

        Assert.StartsWith("ingest: the column 'id' is STRING, the pipeline reads Int64; there is no column 'name'. The columns are id STRING, list ", exception.Message);
    }

    private static IngestPlan Plan(SourcePlan source) => new() { Name = "ingest", Source = source, Schema = s_birds };

    private Task<Dataset> IngestAsync(IngestPlan plan) =>
        _fixture.GoogleCloud<IIngestor>().IngestAsync(plan, _fixture.Context("ingest"), Token);

    private Task<string?> VersionAsync(IngestPlan plan) =>
        _fixture.GoogleCloud<IIngestor>().GetVersionAsync(plan, _fixture.Context("ingest"), Token);

    private async Task WriteAsync(string name, string text)
    {
        await Storage.CreateBucketAsync("text", "europe-west4", Token);
        await Storage.WriteAsync(new ObjectUri("text", name), Encoding.UTF8.GetBytes(text), new WriteOptions { ContentType = "text/csv" }, Token);
    }

    private async Task CreateTableAsync(string name, string sql)
    {
        BigQueryDatasetReference dataset = new("my-project", "source");
        await BigQuery.CreateDatasetAsync(new BigQueryDataset { DatasetReference = dataset, Location = "europe-west4" }, Token);
        BigQueryJob job = await BigQuery.InsertJobAsync(
            new BigQueryJob
            {
                JobReference = new("my-project", $"make-{Guid.NewGuid():N}", "europe-west4"),
                Configuration = new() { Query = new() { Sql = sql, DestinationTable = dataset.Table(name), WriteDisposition = "WRITE_TRUNCATE" } },
            },
            Token);
        await BigQuery.WaitAsync(job.JobReference, Token);
    }

    private async Task AssertRowsAsync(Dataset dataset, params object?[][] rows) =>
        Assert.Equal(rows.OrderBy(row => row[0]), (await _fixture.ReadAsync(dataset)).OrderBy(row => row[0]));
}
