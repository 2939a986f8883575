using System.Net;
using System.Runtime.CompilerServices;

namespace MlOps.Sdk.Clients;

/// <summary>Cloud Storage over its JSON API.</summary>
internal sealed class CloudStorage : ICloudStorage
{
    private readonly GoogleCloudConnection _connection;
    private readonly StorageCalls _calls;
    private readonly ObjectUpload _upload;
    private readonly ObjectDownload _download;

    public CloudStorage(GoogleCloudConnection connection)
    {
        _connection = connection;
        _calls = new StorageCalls(connection);
        _upload = new ObjectUpload(_calls, connection.Options.Storage, connection.Logger);
        _download = new ObjectDownload(_calls, connection.Options.Storage);
    }

    public async Task<CloudBucket?> FindBucketAsync(string bucket, CancellationToken cancellationToken) =>
        (await _calls.Service.FindAsync<WireBucket>(
            new ApiCall(HttpMethod.Get, "buckets.get", $"storage/v1/b/{bucket}") { Target = $"gs://{bucket}" }, cancellationToken))?.Read();

    public async Task<CloudBucket> CreateBucketAsync(string bucket, string location, CancellationToken cancellationToken)
    {
        if (_connection.Options.ProjectId.Length == 0)
            throw new InvalidOperationException($"A bucket such as '{bucket}' belongs to a project. Set MlOps:GoogleCloud:ProjectId.");
        ApiCall call = new(HttpMethod.Post, "buckets.insert", $"storage/v1/b")
        {
            Query = { ["project"] = _connection.Options.ProjectId },
            Body = new
            {
                Name = bucket,
                Location = location,
                IamConfiguration = new { UniformBucketLevelAccess = new { Enabled = true }, PublicAccessPrevention = "enforced" },
            },
            Target = $"gs://{bucket}",
            Idempotency = Idempotency.Conditional,
        };
        try
        {
            return (await _calls.Service.SendAsync<WireBucket>(call, cancellationToken)).Read();
        }
        catch (GoogleCloudException exception) when (exception.Status == HttpStatusCode.Conflict)
        {
            // Ours, then we see it; or somebody else's, then its name isn't to be had.
            if (await FindBucketAsync(bucket, cancellationToken) is { } found)
                return found;
            throw;
        }
    }

    public Task<CloudObject?> FindAsync(ObjectUri uri, CancellationToken cancellationToken) => _calls.FindAsync(uri, cancellationToken);

    public async IAsyncEnumerable<CloudObject> ListAsync(ObjectUri prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ApiCall call = new(HttpMethod.Get, "objects.list", $"storage/v1/b/{prefix.Bucket}/o")
        {
            Query = { ["prefix"] = prefix.Name.Length > 0 ? prefix.Name : null },
            Target = prefix.ToString(),
        };
        await foreach (WireObjectList page in _calls.Service.PagesAsync<WireObjectList>(call, page => page.NextPageToken, cancellationToken))
        {
            foreach (WireObject item in page.Items ?? [])
                yield return item.Read();
        }
    }

    public Task<byte[]> ReadAsync(ObjectUri uri, CancellationToken cancellationToken) => _download.ToMemoryAsync(uri, cancellationToken);

    public Task<CloudObject> WriteAsync(ObjectUri uri, ReadOnlyMemory<byte> content, WriteOptions options, CancellationToken cancellationToken) =>
        _upload.WriteAsync(uri, UploadSource.Of(content), options, cancellationToken);

    public async Task<CloudObject> UploadAsync(ObjectUri uri, string path, WriteOptions options, CancellationToken cancellationToken) =>
        await _upload.WriteAsync(uri, await UploadSource.OfFileAsync(path, _upload.PartSize, cancellationToken), options, cancellationToken);

    public Task<CloudObject> DownloadAsync(ObjectUri uri, string path, CancellationToken cancellationToken) =>
        _download.ToFileAsync(uri, path, cancellationToken);

    public async Task<bool> DeleteAsync(ObjectUri uri, CancellationToken cancellationToken)
    {
        StorageCalls.Check(uri);
        // One generation: what somebody writes after our look stays.
        ObjectUri? pinned = uri.Generation is null ? (await FindAsync(uri, cancellationToken))?.Uri : uri;
        return pinned is not null && await _calls.DeleteAsync(pinned, cancellationToken);
    }

    public async Task<CloudObject> CopyAsync(ObjectUri source, ObjectUri destination, long? ifGeneration, CancellationToken cancellationToken)
    {
        StorageCalls.CheckDestination(destination);
        CloudObject original = await _calls.GetAsync(source, cancellationToken);
        return await _calls.WriteAsync(
            destination, ifGeneration, found => IsCopy(found, original), generation => RewriteAsync(original, destination, generation, cancellationToken), cancellationToken);
    }

    public async Task<CloudObject> ComposeAsync(
        IReadOnlyList<ObjectUri> parts, ObjectUri destination, WriteOptions options, CancellationToken cancellationToken)
    {
        StorageCalls.CheckDestination(destination);
        if (parts.Count is 0 or > 32 || parts.FirstOrDefault(part => part.Bucket != destination.Bucket) is not null)
            throw new ArgumentException($"'{destination}' can be composed of 1 to 32 objects of its own bucket, not of: {string.Join(", ", parts)}.", nameof(parts));
        List<CloudObject> found = [];
        foreach (ObjectUri part in parts)
            found.Add(await _calls.GetAsync(part, cancellationToken));
        UploadSource whole = UploadSource.Composed(found);
        return await _calls.WriteAsync(
            destination, options.IfGeneration, there => whole.Is(there, options),
            generation => _upload.ComposeAsync([.. found.Select(part => part.Uri)], destination, whole, options, generation, cancellationToken), cancellationToken);
    }

    private async Task<CloudObject> RewriteAsync(CloudObject source, ObjectUri destination, long generation, CancellationToken cancellationToken)
    {
        string? token = null;
        while (true)
        {
            ApiCall call = new(
                HttpMethod.Post, "objects.rewrite", $"storage/v1/b/{source.Uri.Bucket}/o/{source.Uri.Name}/rewriteTo/b/{destination.Bucket}/o/{destination.Name}")
            {
                Query =
                {
                    ["sourceGeneration"] = StorageCalls.Number(source.Generation),
                    ["ifGenerationMatch"] = StorageCalls.Number(generation),
                    ["rewriteToken"] = token,
                },
                // An empty one keeps the source's type and metadata.
                Body = new { },
                Target = $"{source.Uri} to {destination}",
                // The service copies within this call.
                Timeout = 3 * _calls.Service.AttemptTimeout,
                Idempotency = Idempotency.Conditional,
            };
            WireRewrite answer = await _calls.Service.SendAsync<WireRewrite>(call, cancellationToken);
            if (!answer.Done)
            {
                token = answer.RewriteToken ?? throw _calls.Service.Exception(call, "The copy isn't done, and there is no token to go on with", "Copy it again.");
                continue;
            }

            CloudObject copied = (answer.Resource ?? throw _calls.Service.Exception(call, "The copy isn't described", "Copy it again.")).Read();
            return copied.Size == source.Size && copied.Crc32C == source.Crc32C
                ? copied
                : throw _calls.Service.Exception(call, $"The copy has the CRC-32C {copied.Crc32C}, not {source.Crc32C}", "Copy it again.");
        }
    }

    private static bool IsCopy(CloudObject found, CloudObject original) => found.Size == original.Size && found.Crc32C == original.Crc32C
        && found.ContentType == original.ContentType && found.ContentEncoding == original.ContentEncoding && found.Metadata.Count == original.Metadata.Count
        && original.Metadata.All(entry => found.Metadata.TryGetValue(entry.Key, out string? value) && value == entry.Value);
}
