using Microsoft.Extensions.Options;
using MlOps.Sdk.Clients;
using MlOps.Sdk.Stages;

namespace MlOps.Sdk.Artifacts;

/// <summary>Where things lie in the bucket.</summary>
internal sealed class CloudPlaces(IOptions<GoogleCloudOptions> options, ICloudStorage storage) : IDisposable
{
    private readonly FirstUse<ObjectUri> _root = new(async cancellationToken =>
    {
        ObjectUri root = ObjectUri.Parse($"gs://{options.Value.Bucket.TrimEnd('/')}");
        if (await storage.FindBucketAsync(root.Bucket, cancellationToken) is null)
            await storage.CreateBucketAsync(root.Bucket, options.Value.Region, cancellationToken);
        return root;
    });

    /// <summary>The bucket, or the folder in it, that everything is below; the bucket exists.</summary>
    public ValueTask<ObjectUri> RootAsync(CancellationToken cancellationToken) => _root.GetAsync(cancellationToken);

    /// <summary>The file or folder of content with this digest.</summary>
    public async Task<ObjectUri> OfContentAsync(string digest, CancellationToken cancellationToken) =>
        (await RootAsync(cancellationToken)).At($"artifacts/{digest[..2]}/{digest}");

    /// <summary>A folder of a stage's own, for one of its jobs.</summary>
    public async Task<ObjectUri> OfJobAsync(StageContext context, string id, CancellationToken cancellationToken) =>
        (await RootAsync(cancellationToken)).At($"stages/{context.Key}/{id}");

    /// <summary>A folder for what Dataflow puts aside.</summary>
    public async Task<ObjectUri> TemporaryAsync(CancellationToken cancellationToken) => (await RootAsync(cancellationToken)).At("temporary");

    public void Dispose() => _root.Dispose();
}
