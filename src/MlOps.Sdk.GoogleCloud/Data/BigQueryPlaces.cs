using Microsoft.Extensions.Options;
using MlOps.Sdk.Clients;

namespace MlOps.Sdk.Data;

/// <summary>Where jobs run and tables lie in BigQuery.</summary>
internal sealed class BigQueryPlaces(IOptions<GoogleCloudOptions> options, IBigQuery bigQuery) : IDisposable
{
    private const long Day = 24 * 60 * 60 * 1000;

    private readonly FirstUse<Datasets> _datasets = new(cancellationToken => Datasets.CreateAsync(options.Value, bigQuery, cancellationToken));

    public string Location => LocationOf(options.Value);

    public string ProjectId => options.Value.ProjectId;

    public BigQueryJobReference Job(string id) => new(ProjectId, id, Location);

    /// <summary>A table that pipelines stage; its dataset exists.</summary>
    public async Task<BigQueryTableReference> StagedAsync(string table, CancellationToken cancellationToken) =>
        (await _datasets.GetAsync(cancellationToken)).Staged.Table(table);

    /// <summary>A table that lives for a day; its dataset exists.</summary>
    public async Task<BigQueryTableReference> TemporaryAsync(string table, CancellationToken cancellationToken) =>
        (await _datasets.GetAsync(cancellationToken)).Temporary.Table(table);

    public void Dispose() => _datasets.Dispose();

    private static string LocationOf(GoogleCloudOptions options) => options.Location ?? options.Region;

    private sealed record Datasets(BigQueryDatasetReference Staged, BigQueryDatasetReference Temporary)
    {
        public static async Task<Datasets> CreateAsync(GoogleCloudOptions options, IBigQuery bigQuery, CancellationToken cancellationToken)
        {
            Datasets datasets = new(new(options.ProjectId, options.Dataset), new(options.ProjectId, $"{options.Dataset}_temporary"));
            await bigQuery.CreateDatasetAsync(new BigQueryDataset { DatasetReference = datasets.Staged, Location = LocationOf(options) }, cancellationToken);
            await bigQuery.CreateDatasetAsync(
                new BigQueryDataset { DatasetReference = datasets.Temporary, Location = LocationOf(options), DefaultTableExpirationMs = Day }, cancellationToken);
            return datasets;
        }
    }
}
