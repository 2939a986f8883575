using Microsoft.Extensions.Options;
using MlOps.Sdk.Clients;

namespace MlOps.Sdk.Data;

/// <summary>Where jobs run and tables lie in BigQuery.</summary>
internal sealed class BigQueryPlaces(IOptions<GoogleCloudOptions> options, IBigQuery bigQuery)
{
    private const long Day = 24 * 60 * 60 * 1000;

    private readonly SemaphoreSlim _creating = new(1);
    private bool _created;

    public string Location => options.Value.Location ?? options.Value.Region;

    public string ProjectId => options.Value.ProjectId;

    public BigQueryJobReference Job(string id) => new(ProjectId, id, Location);

    /// <summary>A table that pipelines stage; its dataset exists.</summary>
    public async Task<BigQueryTableReference> StagedAsync(string table, CancellationToken cancellationToken)
    {
        await CreateAsync(cancellationToken);
        return Staged.Table(table);
    }

    /// <summary>A table that lives for a day; its dataset exists.</summary>
    public async Task<BigQueryTableReference> TemporaryAsync(string table, CancellationToken cancellationToken)
    {
        await CreateAsync(cancellationToken);
        return Temporary.Table(table);
    }

    private BigQueryDatasetReference Staged => new(ProjectId, options.Value.Dataset);

    private BigQueryDatasetReference Temporary => new(ProjectId, $"{options.Value.Dataset}_temporary");

    private async Task CreateAsync(CancellationToken cancellationToken)
    {
        await _creating.WaitAsync(cancellationToken);
        try
        {
            if (_created)
                return;
            await bigQuery.CreateDatasetAsync(new BigQueryDataset { DatasetReference = Staged, Location = Location }, cancellationToken);
            await bigQuery.CreateDatasetAsync(
                new BigQueryDataset { DatasetReference = Temporary, Location = Location, DefaultTableExpirationMs = Day }, cancellationToken);
            _created = true;
        }
        finally
        {
            _creating.Release();
        }
    }
}
