using System.Net;
using System.Runtime.CompilerServices;

namespace MlOps.Sdk.Clients;

/// <summary>BigQuery by version 2 of its REST API.</summary>
internal sealed class BigQueryClient(GoogleCloudConnection connection) : IBigQuery
{
    // After a duplicate BigQuery may take so long to find the job that it speaks of.
    private static readonly TimeSpan LongestBlindness = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan FirstPoll = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LastPoll = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongPoll = TimeSpan.FromSeconds(30);

    private readonly GoogleApiService _service = connection.Open(GoogleApi.BigQuery);

    public Task<BigQueryDataset?> FindDatasetAsync(BigQueryDatasetReference dataset, CancellationToken cancellationToken) =>
        _service.FindAsync<BigQueryDataset>(
            new ApiCall(HttpMethod.Get, "datasets.get", $"bigquery/v2/projects/{dataset.ProjectId}/datasets/{dataset.DatasetId}"), cancellationToken);

    public Task<BigQueryDataset> CreateDatasetAsync(BigQueryDataset dataset, CancellationToken cancellationToken)
    {
        ApiCall call = new(HttpMethod.Post, "datasets.insert", $"bigquery/v2/projects/{dataset.DatasetReference.ProjectId}/datasets")
        {
            Body = dataset, Target = dataset.DatasetReference.ToString(), Idempotency = Idempotency.Conditional,
        };
        return CreateAsync(call, () => FindDatasetAsync(dataset.DatasetReference, cancellationToken), cancellationToken);
    }

    public Task<BigQueryTable?> FindTableAsync(BigQueryTableReference table, CancellationToken cancellationToken) =>
        _service.FindAsync<BigQueryTable>(TableCall(HttpMethod.Get, "tables.get", table), cancellationToken);

    public Task<BigQueryTable> CreateTableAsync(BigQueryTable table, CancellationToken cancellationToken)
    {
        BigQueryTableReference name = table.TableReference;
        ApiCall call = new(HttpMethod.Post, "tables.insert", $"bigquery/v2/projects/{name.ProjectId}/datasets/{name.DatasetId}/tables")
        {
            Body = BigQueryTablePatch.Settable(table), Target = name.ToString(), Idempotency = Idempotency.Conditional,
        };
        return CreateAsync(call, () => FindTableAsync(name, cancellationToken), cancellationToken);
    }

    public async Task<BigQueryTable> PatchTableAsync(BigQueryTable table, CancellationToken cancellationToken)
    {
        ApiCall call = TableCall(HttpMethod.Patch, "tables.patch", table.TableReference) with
        {
            Body = BigQueryTablePatch.Settable(table),
            Idempotency = table.Etag is null ? Idempotency.Always : Idempotency.Conditional,
            Prepare = table.Etag is null ? null : request => request.Headers.TryAddWithoutValidation("If-Match", table.Etag),
        };
        try
        {
            return await _service.SendAsync<BigQueryTable>(call, cancellationToken);
        }
        catch (GoogleCloudException exception) when (exception is { Status: HttpStatusCode.PreconditionFailed, MayHaveTakenEffect: true })
        {
            // The attempt whose answer was lost may be what changed the table.
            if (await FindTableAsync(table.TableReference, cancellationToken) is { } found && BigQueryTablePatch.IsDone(table, found))
                return found;
            throw;
        }
    }

    public Task DeleteTableAsync(BigQueryTableReference table, CancellationToken cancellationToken) =>
        _service.SendAsync(Delete(TableCall(HttpMethod.Delete, "tables.delete", table)), cancellationToken);

    public async Task<BigQueryJob> InsertJobAsync(BigQueryJob job, CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(job.JobReference.JobId) || string.IsNullOrEmpty(job.JobReference.Location))
            throw new ArgumentException($"A job of BigQuery needs an id and a location of its own, was '{job.JobReference}'. Set both in JobReference.", nameof(job));
        ApiCall call = new(HttpMethod.Post, "jobs.insert", $"bigquery/v2/projects/{job.JobReference.ProjectId}/jobs")
        {
            Body = job with { Status = null, Statistics = null }, Target = job.JobReference.ToString(), Idempotency = Idempotency.Always,
        };
        try
        {
            return await _service.SendAsync<BigQueryJob>(call, cancellationToken);
        }
        catch (GoogleCloudException exception) when (IsDuplicate(exception))
        {
            return await AdoptAsync(job.JobReference, exception, cancellationToken);
        }
    }

    public Task<BigQueryJob?> FindJobAsync(BigQueryJobReference job, CancellationToken cancellationToken) => _service.FindAsync<BigQueryJob>(
        new ApiCall(HttpMethod.Get, "jobs.get", $"bigquery/v2/projects/{job.ProjectId}/jobs/{job.JobId}") { Query = { ["location"] = job.Location } }, cancellationToken);

    public async Task<BigQueryJob> WaitAsync(BigQueryJobReference job, CancellationToken cancellationToken)
    {
        TimeSpan delay = FirstPoll;
        while (true)
        {
            BigQueryJob found = await FindJobAsync(job, cancellationToken) ?? throw BigQueryFailures.Missing(job);
            if (found.Status is { IsDone: true } status)
                return status.ErrorResult is { } error ? throw BigQueryFailures.Of(job, error) : found;
            if (found.Configuration.Query is not null && await HasEndedAsync(job, cancellationToken))
                continue;
            await Task.Delay(delay, connection.Time, cancellationToken);
            delay = delay * 1.5 < LastPoll ? delay * 1.5 : LastPoll;
        }
    }

    public async Task<BigQueryJob?> CancelJobAsync(BigQueryJobReference job, CancellationToken cancellationToken)
    {
        ApiCall call = new(HttpMethod.Post, "jobs.cancel", $"bigquery/v2/projects/{job.ProjectId}/jobs/{job.JobId}/cancel")
        {
            Query = { ["location"] = job.Location }, Idempotency = Idempotency.Always,
        };
        return (await _service.FindAsync<BigQueryCancellation>(call, cancellationToken))?.Job;
    }

    public async Task<BigQueryJobStatistics> DryRunAsync(string projectId, string location, BigQueryQuery query, CancellationToken cancellationToken)
    {
        ApiCall call = new(HttpMethod.Post, "jobs.insert", $"bigquery/v2/projects/{projectId}/jobs")
        {
            Body = new BigQueryJob
            {
                // A dry run makes no job, so it has no id.
                JobReference = new BigQueryJobReference(projectId, null!, location),
                Configuration = new BigQueryJobConfiguration { Query = query, DryRun = true },
            },
            Idempotency = Idempotency.Always,
        };
        return (await _service.SendAsync<BigQueryJob>(call, cancellationToken)).Statistics ?? new BigQueryJobStatistics();
    }

    public async Task<BigQueryRows> ReadAsync(BigQueryJobReference query, CancellationToken cancellationToken)
    {
        BigQueryPage first;
        do
            first = await ResultsAsync(query, null, null, cancellationToken);
        while (first.JobComplete == false);
        BigQuerySchema schema = first.Schema ?? new BigQuerySchema([]);
        return new BigQueryRows(schema, first.TotalRows ?? 0, BigQueryRowReader.ReadAsync(
            schema, first, (token, cancelled) => ResultsAsync(query, null, token, cancelled), cancellationToken));
    }

    public async Task<BigQueryRows> ReadAsync(BigQueryTableReference table, CancellationToken cancellationToken)
    {
        BigQueryTable found = await _service.SendAsync<BigQueryTable>(TableCall(HttpMethod.Get, "tables.get", table), cancellationToken);
        BigQueryPage first = await PageAsync(table, null, cancellationToken);
        BigQuerySchema schema = found.Schema ?? new BigQuerySchema([]);
        return new BigQueryRows(schema, first.TotalRows ?? 0, BigQueryRowReader.ReadAsync(
            schema, first, (token, cancelled) => PageAsync(table, token, cancelled), cancellationToken));
    }

    public Task<BigQueryModel?> FindModelAsync(BigQueryModelReference model, CancellationToken cancellationToken) =>
        _service.FindAsync<BigQueryModel>(ModelCall(HttpMethod.Get, "models.get", model), cancellationToken);

    public async IAsyncEnumerable<BigQueryModel> ListModelsAsync(
        BigQueryDatasetReference dataset, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ApiCall call = new(HttpMethod.Get, "models.list", $"bigquery/v2/projects/{dataset.ProjectId}/datasets/{dataset.DatasetId}/models");
        await foreach (BigQueryModelPage page in _service.PagesAsync<BigQueryModelPage>(call, page => page.NextPageToken, cancellationToken))
        {
            foreach (BigQueryModel model in page.Models ?? [])
                yield return model;
        }
    }

    public Task DeleteModelAsync(BigQueryModelReference model, CancellationToken cancellationToken) =>
        _service.SendAsync(Delete(ModelCall(HttpMethod.Delete, "models.delete", model)), cancellationToken);

    private async Task<T> CreateAsync<T>(ApiCall call, Func<Task<T?>> find, CancellationToken cancellationToken)
        where T : class
    {
        try
        {
            return await _service.SendAsync<T>(call, cancellationToken);
        }
        catch (GoogleCloudException exception) when (IsDuplicate(exception))
        {
            if (await find() is { } found)
                return found;
            throw;
        }
    }

    private async Task<BigQueryJob> AdoptAsync(BigQueryJobReference job, GoogleCloudException duplicate, CancellationToken cancellationToken)
    {
        long started = connection.Time.GetTimestamp();
        TimeSpan delay = FirstPoll;
        while (true)
        {
            if (await FindJobAsync(job, cancellationToken) is { } found)
                return found;
            if (connection.Time.GetElapsedTime(started) > LongestBlindness)
                throw duplicate;
            await Task.Delay(delay, connection.Time, cancellationToken);
            delay = delay * 2 < LastPoll ? delay * 2 : LastPoll;
        }
    }

    // Waits at the service, so that the end is known at once. What went wrong is read from the job.
    private async Task<bool> HasEndedAsync(BigQueryJobReference job, CancellationToken cancellationToken)
    {
        try
        {
            return (await ResultsAsync(job, 0, null, cancellationToken)).JobComplete == true;
        }
        catch (GoogleCloudException exception) when ((int?)exception.Status is >= 400 and < 500 && !exception.Retryable)
        {
            BigQueryJob found = await FindJobAsync(job, cancellationToken) ?? throw BigQueryFailures.Missing(job);
            if (found.Status is { IsDone: true })
                return true;
            throw;
        }
    }

    private Task<BigQueryPage> ResultsAsync(BigQueryJobReference job, int? maxResults, string? pageToken, CancellationToken cancellationToken) =>
        _service.SendAsync<BigQueryPage>(
            new ApiCall(HttpMethod.Get, "jobs.getQueryResults", $"bigquery/v2/projects/{job.ProjectId}/queries/{job.JobId}")
            {
                Query =
                {
                    ["location"] = job.Location,
                    ["maxResults"] = maxResults?.ToString(System.Globalization.CultureInfo.InvariantCulture),
                    ["pageToken"] = pageToken,
                    ["timeoutMs"] = LongPoll.TotalMilliseconds.ToString(System.Globalization.CultureInfo.InvariantCulture),
                    ["formatOptions.useInt64Timestamp"] = "true",
                },
                Timeout = LongPoll + connection.Options.Retry.AttemptTimeout,
            },
            cancellationToken);

    private Task<BigQueryPage> PageAsync(BigQueryTableReference table, string? pageToken, CancellationToken cancellationToken) => _service.SendAsync<BigQueryPage>(
        new ApiCall(HttpMethod.Get, "tabledata.list", $"bigquery/v2/projects/{table.ProjectId}/datasets/{table.DatasetId}/tables/{table.TableId}/data")
        {
            Query = { ["pageToken"] = pageToken, ["formatOptions.useInt64Timestamp"] = "true" },
        },
        cancellationToken);

    private static ApiCall TableCall(HttpMethod method, string operation, BigQueryTableReference table) =>
        new(method, operation, $"bigquery/v2/projects/{table.ProjectId}/datasets/{table.DatasetId}/tables/{table.TableId}") { Target = table.ToString() };

    private static ApiCall ModelCall(HttpMethod method, string operation, BigQueryModelReference model) =>
        new(method, operation, $"bigquery/v2/projects/{model.ProjectId}/datasets/{model.DatasetId}/models/{model.ModelId}") { Target = model.ToString() };

    private static ApiCall Delete(ApiCall call) => call with { Idempotency = Idempotency.Always, Accepts = [HttpStatusCode.NotFound] };

    private static bool IsDuplicate(GoogleCloudException exception) => exception is { Status: HttpStatusCode.Conflict, Reason: "duplicate" };
}
