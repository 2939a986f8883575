using System.Net;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace MlOps.Sdk.Clients;

internal sealed class VertexJobs<TJob>(GoogleApiService api, VertexNames names, JobPolling polling, VertexOperations operations, string collection)
    : IVertexJobs<TJob>
    where TJob : VertexJob
{
    public async Task<TJob> StartAsync(TJob job, string key, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(job);
        VertexNames.CheckKey(key);
        TJob labelled = job with { Labels = VertexNames.WithKey(job.Labels, key) };
        IReadOnlyList<TJob> before = await FindAsync(key, cancellationToken);
        if (before.FirstOrDefault(MayBeAdopted) is { } there)
            return there;
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                return await api.SendAsync<TJob>(Call(HttpMethod.Post, "create") with { Body = labelled }, cancellationToken);
            }
            catch (GoogleCloudException exception) when (exception.MayHaveTakenEffect)
            {
                // Creation takes no id of ours: whether the job was started only its label can tell. One that failed at once was started too.
                IReadOnlyList<TJob> after = await FindAsync(key, cancellationToken);
                if (after.LastOrDefault(candidate => before.All(known => known.Name != candidate.Name)) is { } started)
                    return started;
                if (!exception.Retryable || attempt >= polling.MaxAttempts)
                    throw;
                await polling.DelayAsync(attempt, cancellationToken);
            }
        }
    }

    public Task<TJob> GetAsync(string name, CancellationToken cancellationToken) => api.SendAsync<TJob>(Call(HttpMethod.Get, "get", name), cancellationToken);

    public async Task<TJob> WaitAsync(string name, Action<TJob>? observe, CancellationToken cancellationToken)
    {
        for (int look = 1; ; look++)
        {
            TJob job = await GetAsync(name, cancellationToken);
            observe?.Invoke(job);
            if (job.HasEnded)
                return job;
            await polling.DelayAsync(look, cancellationToken);
        }
    }

    public async Task CancelAsync(string name, CancellationToken cancellationToken)
    {
        string full = names.Full(collection, name);
        ApiCall call = new(HttpMethod.Post, $"{collection}.cancel", $"v1/{full:path}:cancel")
        {
            Body = new { },
            Idempotency = Idempotency.Always,
        };
        try
        {
            await api.SendAsync(call, cancellationToken);
        }
        catch (GoogleCloudException exception) when (exception.Status == HttpStatusCode.BadRequest)
        {
            // One that has ended can't be cancelled, nor need it be.
            if (!(await GetAsync(name, cancellationToken)).HasEnded)
                throw;
        }
    }

    public async IAsyncEnumerable<TJob> ListAsync(string? filter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ApiCall call = Call(HttpMethod.Get, "list") with { Query = new() { ["filter"] = filter } };
        await foreach (JsonElement page in api.PagesAsync<JsonElement>(call, VertexPages.Next, cancellationToken))
        {
            foreach (TJob job in VertexPages.Items<TJob>(page, collection))
                yield return job;
        }
    }

    public async Task<IReadOnlyList<TJob>> FindAsync(string key, CancellationToken cancellationToken)
    {
        VertexNames.CheckKey(key);
        List<TJob> found = [];
        await foreach (TJob job in ListAsync(VertexNames.Filter(key), cancellationToken))
        {
            if (job.Labels.GetValueOrDefault(VertexNames.KeyLabel) == key)
                found.Add(job);
        }

        return [.. found.OrderByDescending(job => job.CreateTime)];
    }

    public async Task DeleteAsync(string name, CancellationToken cancellationToken)
    {
        ApiCall call = Call(HttpMethod.Delete, "delete", name) with { Idempotency = Idempotency.Always };
        if (await api.FindAsync<VertexOperation>(call, cancellationToken) is { } operation)
            await operations.WaitAsync(operation, call.Operation, cancellationToken);
    }

    private static bool MayBeAdopted(TJob job) =>
        job.State is not (VertexJobState.Failed or VertexJobState.Cancelled or VertexJobState.Cancelling or VertexJobState.Expired);

    private ApiCall Call(HttpMethod method, string verb) => new(method, $"{collection}.{verb}", $"v1/{names.Parent:path}/{collection}");

    private ApiCall Call(HttpMethod method, string verb, string name) => new(method, $"{collection}.{verb}", $"v1/{names.Full(collection, name):path}");
}
