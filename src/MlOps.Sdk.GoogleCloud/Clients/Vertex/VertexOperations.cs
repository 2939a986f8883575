using System.Net;
using System.Text.Json;

namespace MlOps.Sdk.Clients;

/// <summary>Long-running operations: waits for them.</summary>
internal sealed class VertexOperations(GoogleApiService api, JobPolling polling)
{
    /// <summary>Waits for an operation and reads its response.</summary>
    /// <exception cref="GoogleCloudException">The operation failed.</exception>
    public async Task<T> WaitAsync<T>(VertexOperation operation, string method, CancellationToken cancellationToken)
    {
        JsonElement response = await WaitAsync(operation, method, cancellationToken)
            ?? throw new GoogleCloudException(api.Name, method, operation.Name, null, null, "The operation is done, but has no response", null);
        return response.Deserialize<T>(WebSerializer.Options)!;
    }

    /// <summary>Waits for an operation.</summary>
    /// <param name="operation">The operation as it was answered first.</param>
    /// <param name="method">The method that started it, for messages.</param>
    /// <param name="cancellationToken">Stops waiting; the operation goes on.</param>
    /// <exception cref="GoogleCloudException">The operation failed.</exception>
    public async Task<JsonElement?> WaitAsync(VertexOperation operation, string method, CancellationToken cancellationToken)
    {
        for (int look = 1; !operation.Done; look++)
        {
            await polling.DelayAsync(look, cancellationToken);
            operation = await api.SendAsync<VertexOperation>(
                new ApiCall(HttpMethod.Get, "operations.get", $"v1/{operation.Name:path}"), cancellationToken);
        }

        return operation.Error is { } error ? throw Failure(error, method, operation.Name) : operation.Response;
    }

    /// <summary>Waits until no operation of a kind is under way that began before now.</summary>
    /// <returns>Whether there was any.</returns>
    public async Task<bool> SettleAsync(string parent, string metadata, CancellationToken cancellationToken)
    {
        List<VertexOperation> running = [];
        ApiCall call = new(HttpMethod.Get, "operations.list", $"v1/{parent:path}/operations");
        await foreach (VertexOperationPage page in api.PagesAsync<VertexOperationPage>(call, page => page.NextPageToken, cancellationToken))
            running.AddRange(page.Operations.Where(operation => !operation.Done && operation.IsA(metadata)));
        foreach (VertexOperation operation in running)
        {
            try
            {
                await WaitAsync(operation, metadata, cancellationToken);
            }
            catch (GoogleCloudException exception) when (exception.Operation == metadata || exception.Status == HttpStatusCode.NotFound)
            {
                // Somebody's operation failed, which is theirs to know, or is forgotten.
            }
        }

        return running.Count > 0;
    }

    private GoogleCloudException Failure(VertexStatus error, string method, string name)
    {
        (HttpStatusCode status, string reason) = error.Code switch
        {
            1 => ((HttpStatusCode)499, "CANCELLED"),
            3 => (HttpStatusCode.BadRequest, "INVALID_ARGUMENT"),
            4 => (HttpStatusCode.GatewayTimeout, "DEADLINE_EXCEEDED"),
            5 => (HttpStatusCode.NotFound, "NOT_FOUND"),
            6 => (HttpStatusCode.Conflict, "ALREADY_EXISTS"),
            7 => (HttpStatusCode.Forbidden, "PERMISSION_DENIED"),
            8 => (HttpStatusCode.TooManyRequests, "RESOURCE_EXHAUSTED"),
            9 => (HttpStatusCode.BadRequest, "FAILED_PRECONDITION"),
            10 => (HttpStatusCode.Conflict, "ABORTED"),
            12 => (HttpStatusCode.NotImplemented, "UNIMPLEMENTED"),
            14 => (HttpStatusCode.ServiceUnavailable, "UNAVAILABLE"),
            _ => (HttpStatusCode.InternalServerError, "INTERNAL"),
        };
        string? remedy = error.Code == 8 ? "Wait, choose another machine or region, or ask for more quota: https://console.cloud.google.com/iam-admin/quotas." : null;
        return new GoogleCloudException(api.Name, method, name, status, reason, Secrets.Redact(error.Message ?? "The operation failed"), remedy)
        {
            Retryable = error.Code is 8 or 10 or 13 or 14,
        };
    }
}
