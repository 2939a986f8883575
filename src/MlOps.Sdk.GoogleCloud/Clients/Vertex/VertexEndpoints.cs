using System.Net;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace MlOps.Sdk.Clients;

internal sealed class VertexEndpoints(GoogleApiService api, VertexNames names, JobPolling polling, VertexOperations operations) : IVertexEndpoints
{
    private const string Collection = "endpoints";

    public async Task<VertexEndpoint> CreateAsync(string endpointId, VertexEndpoint endpoint, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(endpointId);
        ArgumentNullException.ThrowIfNull(endpoint);
        ApiCall call = new(HttpMethod.Post, "endpoints.create", $"v1/{names.Parent:path}/endpoints")
        {
            Query = { ["endpointId"] = endpointId },
            Body = endpoint,
            Idempotency = Idempotency.Conditional,
        };
        for (int attempt = 1; ; attempt++)
        {
            if (await FindAsync(endpointId, cancellationToken) is { } there)
                return there;
            try
            {
                VertexOperation operation = await api.SendAsync<VertexOperation>(call, cancellationToken);
                return await operations.WaitAsync<VertexEndpoint>(operation, call.Operation, cancellationToken);
            }
            catch (GoogleCloudException exception) when (exception.Reason == "ALREADY_EXISTS" && attempt < polling.MaxAttempts)
            {
                // It appears when its creation is done.
                await polling.DelayAsync(attempt, cancellationToken);
            }
        }
    }

    public Task<VertexEndpoint> GetAsync(string endpoint, CancellationToken cancellationToken) =>
        api.SendAsync<VertexEndpoint>(Get(endpoint), cancellationToken);

    public Task<VertexEndpoint?> FindAsync(string endpoint, CancellationToken cancellationToken) =>
        api.FindAsync<VertexEndpoint>(Get(endpoint), cancellationToken);

    public async IAsyncEnumerable<VertexEndpoint> ListAsync(string? filter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ApiCall call = new(HttpMethod.Get, "endpoints.list", $"v1/{names.Parent:path}/endpoints") { Query = { ["filter"] = filter } };
        await foreach (JsonElement page in api.PagesAsync<JsonElement>(call, VertexPages.Next, cancellationToken))
        {
            foreach (VertexEndpoint endpoint in VertexPages.Items<VertexEndpoint>(page, Collection))
                yield return endpoint;
        }
    }

    public async Task<DeployedModel> DeployAsync(string endpoint, DeployedModel deployment, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(deployment);
        DeployedModel sent = deployment with { Model = names.Full("models", deployment.Model) };
        for (int look = 1; ; look++)
        {
            VertexEndpoint current = await GetAsync(endpoint, cancellationToken);
            if (Find(current, deployment.Id) is { } there)
                return there;
            // Without a split even the first deployment would get no traffic.
            bool isFirst = current.DeployedModels is not { Count: > 0 };
            ApiCall call = new(HttpMethod.Post, "endpoints.deployModel", $"v1/{names.Full(Collection, endpoint):path}:deployModel")
            {
                Body = new VertexDeploy(sent, isFirst ? new Dictionary<string, int> { ["0"] = 100 } : null),
                // The id is ours: a second call is refused.
                Idempotency = Idempotency.Conditional,
            };
            try
            {
                VertexOperation operation = await api.SendAsync<VertexOperation>(call, cancellationToken);
                return (await operations.WaitAsync<VertexDeployed>(operation, call.Operation, cancellationToken)).DeployedModel;
            }
            catch (GoogleCloudException exception) when (IsBusy(exception))
            {
                // Perhaps it is ours that is under way, begun by a call whose answer was lost; it takes up to 20 minutes.
                await polling.DelayAsync(look, cancellationToken);
            }
        }
    }

    public async Task UndeployAsync(string endpoint, string deployedModelId, CancellationToken cancellationToken)
    {
        for (int look = 1; ; look++)
        {
            VertexEndpoint? current = await FindAsync(endpoint, cancellationToken);
            if (current is null || Find(current, deployedModelId) is null)
                return;
            ApiCall call = new(HttpMethod.Post, "endpoints.undeployModel", $"v1/{names.Full(Collection, endpoint):path}:undeployModel")
            {
                Body = new VertexUndeploy(deployedModelId, TrafficSplit.Without(current.TrafficSplit ?? new Dictionary<string, int>(), deployedModelId)),
                Idempotency = Idempotency.Conditional,
            };
            try
            {
                if (await api.FindAsync<VertexOperation>(call, cancellationToken) is { } operation)
                    await operations.WaitAsync(operation, call.Operation, cancellationToken);
                return;
            }
            catch (GoogleCloudException exception) when (IsBusy(exception))
            {
                await polling.DelayAsync(look, cancellationToken);
            }
        }
    }

    public Task<VertexEndpoint> SetTrafficAsync(string endpoint, string deployedModelId, int percent, CancellationToken cancellationToken) =>
        SetTrafficAsync(endpoint, split => TrafficSplit.WithShare(split, deployedModelId, percent), cancellationToken);

    public Task<VertexEndpoint> SetTrafficAsync(string endpoint, IReadOnlyDictionary<string, int> split, CancellationToken cancellationToken) =>
        SetTrafficAsync(endpoint, _ => split, cancellationToken);

    public Task<VertexPrediction> PredictAsync(
        string endpoint, IReadOnlyList<JsonElement> instances, JsonElement? parameters, CancellationToken cancellationToken)
    {
        ApiCall call = new(HttpMethod.Post, "endpoints.predict", $"v1/{names.Full(Collection, endpoint):path}:predict")
        {
            Body = new VertexQuestion(instances, parameters),
            Idempotency = Idempotency.Always,
        };
        return api.SendAsync<VertexPrediction>(call, cancellationToken);
    }

    public async Task DeleteAsync(string endpoint, CancellationToken cancellationToken)
    {
        ApiCall call = new(HttpMethod.Delete, "endpoints.delete", $"v1/{names.Full(Collection, endpoint):path}") { Idempotency = Idempotency.Always };
        if (await api.FindAsync<VertexOperation>(call, cancellationToken) is { } operation)
            await operations.WaitAsync(operation, call.Operation, cancellationToken);
    }

    private async Task<VertexEndpoint> SetTrafficAsync(
        string endpoint, Func<IReadOnlyDictionary<string, int>, IReadOnlyDictionary<string, int>> change, CancellationToken cancellationToken)
    {
        for (int attempt = 1; ; attempt++)
        {
            VertexEndpoint current = await GetAsync(endpoint, cancellationToken);
            IReadOnlyDictionary<string, int> before = current.TrafficSplit ?? new Dictionary<string, int>();
            IReadOnlyDictionary<string, int> after = change(before);
            if (TrafficSplit.AreEqual(before, after))
                return current;
            ApiCall call = new(HttpMethod.Patch, "endpoints.patch", $"v1/{names.Full(Collection, endpoint):path}")
            {
                Query = { ["updateMask"] = "trafficSplit" },
                Body = new VertexTraffic(current.DisplayName, current.Etag, after),
                Idempotency = Idempotency.Conditional,
                // Somebody changed the endpoint meanwhile: the same call again would fail again.
                Accepts = attempt < polling.MaxAttempts ? [HttpStatusCode.Conflict, HttpStatusCode.PreconditionFailed] : [],
            };
            if (await api.SendAsync(call, ReadAsync, cancellationToken) is { } changed)
                return changed;
            await polling.DelayAsync(attempt, cancellationToken);
        }
    }

    // Null for a conflict.
    private static async Task<VertexEndpoint?> ReadAsync(HttpResponseMessage response, ApiAttempt attempt) => response.IsSuccessStatusCode
        ? JsonSerializer.Deserialize<VertexEndpoint>(await GoogleApiService.TextAsync(response, attempt.Token), WebSerializer.Options)
            ?? throw new IncompleteAnswerException("the answer is empty")
        : null;

    // The service serves one change of an endpoint at a time; it says so with one code or another.
    private static bool IsBusy(GoogleCloudException exception) =>
        exception.Reason is "ABORTED" or "ALREADY_EXISTS"
        || (exception.Reason == "FAILED_PRECONDITION" && exception.Message.Contains("in progress", StringComparison.OrdinalIgnoreCase));

    private static DeployedModel? Find(VertexEndpoint endpoint, string id) => endpoint.DeployedModels?.FirstOrDefault(deployed => deployed.Id == id);

    private ApiCall Get(string endpoint) => new(HttpMethod.Get, "endpoints.get", $"v1/{names.Full(Collection, endpoint):path}");
}
