using DuckDB.NET.Data;
using Microsoft.Extensions.Logging.Abstractions;
using MlOps.Sdk.Clients;
using MlOps.Sdk.Testing;

namespace MlOps.Sdk.GoogleCloud.Tests.Clients.BigQuery;

/// <summary>An emulator with a bucket and a dataset, and a client of it.</summary>
internal sealed class BigQueryWorld : IAsyncDisposable
{
    public const string Project = "p-1";
    public const string Location = "europe-west4";
    public const string Bucket = "files";

    private readonly GoogleCloudConnection _connection;
    private readonly HttpClient _http = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("mlops-bigquery-").FullName;

    private BigQueryWorld(GoogleCloudEmulator emulator)
    {
        Emulator = emulator;
        _connection = new GoogleCloudConnection(
            new GoogleCloudOptions
            {
                ProjectId = Project,
                Region = Location,
                Endpoint = emulator.Address.AbsoluteUri,
                Retry = { FirstDelay = TimeSpan.FromMilliseconds(1), MaxDelay = TimeSpan.FromMilliseconds(4) },
            },
            TimeProvider.System,
            NullLogger.Instance,
            new Random(1));
        Client = new BigQueryClient(_connection);
    }

    public GoogleCloudEmulator Emulator { get; }

    public BigQueryClient Client { get; }

    public BigQueryDatasetReference Dataset { get; } = new(Project, "ds");

    public static async Task<BigQueryWorld> StartAsync()
    {
        BigQueryWorld world = new(await GoogleCloudEmulator.StartAsync());
        await world.PostAsync($"storage/v1/b?project={Project}", new StringContent($$"""{"name":"{{Bucket}}","location":"{{Location}}"}""", null, "application/json"));
        await world.Client.CreateDatasetAsync(new BigQueryDataset { DatasetReference = world.Dataset, Location = Location }, TestContext.Current.CancellationToken);
        return world;
    }

    public BigQueryJobReference Job(string id) => new(Project, id, Location);

    public BigQueryTableReference Table(string id) => Dataset.Table(id);

    /// <summary>Puts the rows of a query of DuckDB's into the bucket.</summary>
    public async Task<string> PutParquetAsync(string name, string sql)
    {
        string path = Path.Combine(_folder, Guid.NewGuid() + ".parquet");
        await using DuckDBConnection connection = new("DataSource=:memory:");
        connection.Open();
        await using DuckDBCommand command = connection.CreateCommand();
        command.CommandText = $"SET TimeZone = 'UTC'; COPY ({sql}) TO '{path}' (FORMAT parquet)";
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        return await PutAsync(name, await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken));
    }

    public async Task<string> PutAsync(string name, byte[] content)
    {
        await PostAsync($"upload/storage/v1/b/{Bucket}/o?uploadType=media&name={Uri.EscapeDataString(name)}", new ByteArrayContent(content));
        return $"gs://{Bucket}/{name}";
    }

    public async Task<byte[]> GetAsync(string name) => await _http.GetByteArrayAsync(
        new Uri(Emulator.Address, $"storage/v1/b/{Bucket}/o/{Uri.EscapeDataString(name)}?alt=media"), TestContext.Current.CancellationToken);

    public BigQueryJob LoadJob(string id, string uri, string table, string write = "WRITE_TRUNCATE") => new()
    {
        JobReference = Job(id),
        Configuration = new BigQueryJobConfiguration
        {
            Load = new BigQueryLoad { SourceUris = [uri], SourceFormat = "PARQUET", DestinationTable = Table(table), WriteDisposition = write },
        },
    };

    public BigQueryJob QueryJob(string id, string sql) => new()
    {
        JobReference = Job(id),
        Configuration = new BigQueryJobConfiguration { Query = new BigQueryQuery { Sql = sql } },
    };

    public async Task<BigQueryJob> RunAsync(BigQueryJob job)
    {
        await Client.InsertJobAsync(job, TestContext.Current.CancellationToken);
        return await Client.WaitAsync(job.JobReference, TestContext.Current.CancellationToken);
    }

    public async Task<IReadOnlyList<IReadOnlyList<object?>>> RowsAsync(string table)
    {
        BigQueryRows rows = await Client.ReadAsync(Table(table), TestContext.Current.CancellationToken);
        return await rows.Rows.ToListAsync(TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        _connection.Dispose();
        _http.Dispose();
        await Emulator.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task PostAsync(string path, HttpContent content)
    {
        using HttpResponseMessage answer = await _http.PostAsync(new Uri(Emulator.Address, path), content, TestContext.Current.CancellationToken);
        answer.EnsureSuccessStatusCode();
    }
}
