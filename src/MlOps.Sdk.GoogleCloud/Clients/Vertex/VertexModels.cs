using System.Globalization;
using System.Net;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace MlOps.Sdk.Clients;

internal sealed class VertexModels(GoogleApiService api, VertexNames names, JobPolling polling, VertexOperations operations) : IVertexModels
{
    private const string Collection = "models";

    public async Task<VertexModel> UploadAsync(string modelId, VertexModel model, string key, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(modelId);
        ArgumentNullException.ThrowIfNull(model);
        VertexNames.CheckKey(key);
        VertexModel labelled = model with { Labels = VertexNames.WithKey(model.Labels, key) };
        for (int attempt = 1; ; attempt++)
        {
            if (await FindByKeyAsync(modelId, key, cancellationToken) is { } there)
                return there;
            // A version appears when its upload is done: one that an earlier life of this process began is waited for.
            if (await operations.SettleAsync(names.Parent, "UploadModelOperationMetadata", cancellationToken)
                && await FindByKeyAsync(modelId, key, cancellationToken) is { } finished)
            {
                return finished;
            }

            VertexModel? parent = await FindAsync(modelId, cancellationToken);
            VertexUpload upload = parent is null ? new(labelled, modelId, null) : new(labelled, null, names.Full(Collection, modelId));
            try
            {
                return await UploadAsync(upload, cancellationToken);
            }
            catch (GoogleCloudException exception) when (attempt < polling.MaxAttempts
                && ((exception.MayHaveTakenEffect && exception.Retryable) || (exception.Reason == "ALREADY_EXISTS" && parent is null)))
            {
                // Perhaps it was uploaded, or the model came into being meanwhile: that is looked for.
                await polling.DelayAsync(attempt, cancellationToken);
            }
        }
    }

    public Task<VertexModel> GetAsync(string model, CancellationToken cancellationToken) =>
        api.SendAsync<VertexModel>(Call(HttpMethod.Get, "get", model), cancellationToken);

    public Task<VertexModel?> FindAsync(string model, CancellationToken cancellationToken) =>
        api.FindAsync<VertexModel>(Call(HttpMethod.Get, "get", model), cancellationToken);

    public async IAsyncEnumerable<VertexModel> ListVersionsAsync(string model, string? filter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ApiCall call = Call(HttpMethod.Get, "listVersions", Unversioned(model), ":listVersions");
        string? token = null;
        do
        {
            JsonElement? found = await FindPageAsync(call with { Query = new() { ["filter"] = filter, ["pageToken"] = token } }, cancellationToken);
            if (found is not { } page)
                yield break;
            foreach (VertexModel version in VertexPages.Items<VertexModel>(page, Collection))
                yield return version;
            token = VertexPages.Next(page);
        }
        while (!string.IsNullOrEmpty(token));
    }

    public Task<VertexModel> SetAliasesAsync(
        string model, string version, IReadOnlyList<string> set, IReadOnlyList<string> removed, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(set);
        ArgumentNullException.ThrowIfNull(removed);
        if (set.Count + removed.Count == 0)
            throw new ArgumentException($"No alias of {model}@{version} is to be set or removed; name one.", nameof(set));
        ApiCall call = Call(HttpMethod.Post, "mergeVersionAliases", $"{Unversioned(model)}@{version}", ":mergeVersionAliases") with
        {
            Body = new { versionAliases = set.Concat(removed.Select(alias => "-" + alias)).ToArray() },
            Idempotency = Idempotency.Always,
        };
        return api.SendAsync<VertexModel>(call, cancellationToken);
    }

    public Task DeleteVersionAsync(string model, string version, CancellationToken cancellationToken) =>
        DeleteAsync(Call(HttpMethod.Delete, "deleteVersion", $"{Unversioned(model)}@{version}", ":deleteVersion"), cancellationToken);

    public Task DeleteAsync(string model, CancellationToken cancellationToken) =>
        DeleteAsync(Call(HttpMethod.Delete, "delete", Unversioned(model)), cancellationToken);

    private async Task<VertexModel> UploadAsync(VertexUpload upload, CancellationToken cancellationToken)
    {
        // A new model's id is ours; a version of a model has none, so that a second call would upload a second one.
        ApiCall call = new(HttpMethod.Post, "models.upload", $"v1/{names.Parent:path}/models:upload")
        {
            Body = upload,
            Idempotency = upload.ParentModel is null ? Idempotency.Conditional : Idempotency.Never,
        };
        VertexOperation operation = await api.SendAsync<VertexOperation>(call, cancellationToken);
        VertexUploaded uploaded = await operations.WaitAsync<VertexUploaded>(operation, call.Operation, cancellationToken);
        return await GetAsync($"{uploaded.Model}@{uploaded.ModelVersionId}", cancellationToken);
    }

    // Of two under one key, which two clients at once may have uploaded, both take the first.
    private async Task<VertexModel?> FindByKeyAsync(string modelId, string key, CancellationToken cancellationToken)
    {
        List<VertexModel> found = [];
        await foreach (VertexModel version in ListVersionsAsync(modelId, VertexNames.Filter(key), cancellationToken))
        {
            if (version.Labels.GetValueOrDefault(VertexNames.KeyLabel) == key)
                found.Add(version);
        }

        return found.MinBy(version => long.Parse(version.VersionId!, CultureInfo.InvariantCulture));
    }

    // Null if there is no such model; JsonElement is no class, which FindAsync of the connection asks for.
    private async Task<JsonElement?> FindPageAsync(ApiCall call, CancellationToken cancellationToken)
    {
        try
        {
            return await api.SendAsync<JsonElement>(call, cancellationToken);
        }
        catch (GoogleCloudException exception) when (exception is { Status: HttpStatusCode.NotFound, Reason: not null })
        {
            return null;
        }
    }

    private async Task DeleteAsync(ApiCall call, CancellationToken cancellationToken)
    {
        if (await api.FindAsync<VertexOperation>(call with { Idempotency = Idempotency.Always }, cancellationToken) is { } operation)
            await operations.WaitAsync(operation, call.Operation, cancellationToken);
    }

    private static string Unversioned(string model)
    {
        ArgumentException.ThrowIfNullOrEmpty(model);
        int at = model.IndexOf('@', StringComparison.Ordinal);
        return at < 0 ? model : model[..at];
    }

    private ApiCall Call(HttpMethod method, string verb, string model, string suffix = "")
    {
        string path = names.Full(Collection, model);
        // A suffix such as :listVersions is no part of a segment that is encoded.
        return suffix switch
        {
            "" => new ApiCall(method, $"models.{verb}", $"v1/{path:path}"),
            ":listVersions" => new ApiCall(method, $"models.{verb}", $"v1/{path:path}:listVersions"),
            ":mergeVersionAliases" => new ApiCall(method, $"models.{verb}", $"v1/{path:path}:mergeVersionAliases"),
            _ => new ApiCall(method, $"models.{verb}", $"v1/{path:path}:deleteVersion"),
        };
    }
}
