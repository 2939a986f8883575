namespace MlOps.Sdk.Clients;

/// <summary>What this SDK asks of BigQuery.</summary>
/// <remarks>
/// Every call may be repeated: a lost answer or a killed client leaves nothing twice. Transient failures are repeated by the client itself. What BigQuery refuses
/// is a <see cref="GoogleCloudException"/>.
/// </remarks>
public interface IBigQuery
{
    /// <summary>A dataset; null if there is none of that name.</summary>
    Task<BigQueryDataset?> FindDatasetAsync(BigQueryDatasetReference dataset, CancellationToken cancellationToken);

    /// <summary>Creates a dataset, or gives the one of that name as it is.</summary>
    Task<BigQueryDataset> CreateDatasetAsync(BigQueryDataset dataset, CancellationToken cancellationToken);

    /// <summary>A table; null if there is none of that name.</summary>
    Task<BigQueryTable?> FindTableAsync(BigQueryTableReference table, CancellationToken cancellationToken);

    /// <summary>Creates a table, or gives the one of that name as it is.</summary>
    Task<BigQueryTable> CreateTableAsync(BigQueryTable table, CancellationToken cancellationToken);

    /// <summary>Changes what is set in the given table: schema, labels, description, expiry.</summary>
    /// <param name="table">What is null stays. With an <see cref="BigQueryTable.Etag"/> the call fails (412) if the table has changed since it was read.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    Task<BigQueryTable> PatchTableAsync(BigQueryTable table, CancellationToken cancellationToken);

    /// <summary>Deletes a table; that there is none is no error.</summary>
    Task DeleteTableAsync(BigQueryTableReference table, CancellationToken cancellationToken);

    /// <summary>Starts a job under its own id, or gives the job that has been started under it.</summary>
    /// <param name="job">The job, with id and location. The id must say what the job does (a hash of it), for a job of that id is taken for this one.</param>
    /// <param name="cancellationToken">Cancels the call, not the job.</param>
    /// <returns>The job, perhaps still running, perhaps failed.</returns>
    Task<BigQueryJob> InsertJobAsync(BigQueryJob job, CancellationToken cancellationToken);

    /// <summary>A job; null if there is none of that id in that location.</summary>
    Task<BigQueryJob?> FindJobAsync(BigQueryJobReference job, CancellationToken cancellationToken);

    /// <summary>Waits until a job has ended.</summary>
    /// <param name="job">The job.</param>
    /// <param name="cancellationToken">Ends the waiting, not the job; see <see cref="CancelJobAsync"/>.</param>
    /// <returns>The job, which has succeeded.</returns>
    /// <remarks>A job that has failed is a <see cref="GoogleCloudException"/>, which says why, and what to do.</remarks>
    Task<BigQueryJob> WaitAsync(BigQueryJobReference job, CancellationToken cancellationToken);

    /// <summary>Asks a job to stop; it ends soon after, with the reason <c>stopped</c>, unless it was quicker.</summary>
    /// <returns>The job as it is now; null if there is none.</returns>
    Task<BigQueryJob?> CancelJobAsync(BigQueryJobReference job, CancellationToken cancellationToken);

    /// <summary>What a query would read, and the columns of its result; nothing runs and nothing is paid for.</summary>
    /// <param name="projectId">The project that would pay.</param>
    /// <param name="location">Where it would run.</param>
    /// <param name="query">The query.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    Task<BigQueryJobStatistics> DryRunAsync(string projectId, string location, BigQueryQuery query, CancellationToken cancellationToken);

    /// <summary>The rows of a query that has ended.</summary>
    Task<BigQueryRows> ReadAsync(BigQueryJobReference query, CancellationToken cancellationToken);

    /// <summary>The rows of a table.</summary>
    Task<BigQueryRows> ReadAsync(BigQueryTableReference table, CancellationToken cancellationToken);

    /// <summary>A model; null if there is none of that name.</summary>
    Task<BigQueryModel?> FindModelAsync(BigQueryModelReference model, CancellationToken cancellationToken);

    /// <summary>The models of a dataset, with name, type and labels only.</summary>
    IAsyncEnumerable<BigQueryModel> ListModelsAsync(BigQueryDatasetReference dataset, CancellationToken cancellationToken);

    /// <summary>Deletes a model; that there is none is no error.</summary>
    Task DeleteModelAsync(BigQueryModelReference model, CancellationToken cancellationToken);
}
