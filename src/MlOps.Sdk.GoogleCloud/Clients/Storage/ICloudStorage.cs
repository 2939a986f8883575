namespace MlOps.Sdk.Clients;

/// <summary>Cloud Storage: buckets, and objects that are read and written whole.</summary>
/// <remarks>
/// Whatever is transient is tried again. All content is compared with its CRC-32C. Every method can be called again after any failure, that of the
/// process included: what was done isn't done twice. Methods throw <see cref="GoogleCloudException"/>.
/// </remarks>
public interface ICloudStorage
{
    /// <summary>A bucket; null if there is none of this name.</summary>
    Task<CloudBucket?> FindBucketAsync(string bucket, CancellationToken cancellationToken);

    /// <summary>Creates a bucket in the options' project, or gives the one that is there.</summary>
    /// <param name="bucket">Its name.</param>
    /// <param name="location">Where its data is to lie, such as <c>europe-west4</c>.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task<CloudBucket> CreateBucketAsync(string bucket, string location, CancellationToken cancellationToken);

    /// <summary>What is known of an object; null if there is none.</summary>
    Task<CloudObject?> FindAsync(ObjectUri uri, CancellationToken cancellationToken);

    /// <summary>All objects whose names start with the URI's name, in the order of the names' UTF-8 bytes.</summary>
    /// <param name="prefix">End the name with <c>/</c> for a folder: <c>train</c> means <c>training/…</c> too.</param>
    /// <param name="cancellationToken">Stops the listing.</param>
    IAsyncEnumerable<CloudObject> ListAsync(ObjectUri prefix, CancellationToken cancellationToken);

    /// <summary>The bytes of a small object, of one generation.</summary>
    Task<byte[]> ReadAsync(ObjectUri uri, CancellationToken cancellationToken);

    /// <summary>Writes a small object; one that is there with the same content, type and metadata is left as it is.</summary>
    Task<CloudObject> WriteAsync(ObjectUri uri, ReadOnlyMemory<byte> content, WriteOptions options, CancellationToken cancellationToken);

    /// <summary>Uploads a file; an object that is there with the same content, type and metadata is left as it is.</summary>
    /// <remarks>A large file goes in chunks that are taken up where they broke off, a very large one in parallel parts that are then composed.</remarks>
    Task<CloudObject> UploadAsync(ObjectUri uri, string path, WriteOptions options, CancellationToken cancellationToken);

    /// <summary>Downloads one generation into a file, which is there only when it is whole; its folder is created.</summary>
    /// <returns>What was downloaded; its URI has the generation.</returns>
    Task<CloudObject> DownloadAsync(ObjectUri uri, string path, CancellationToken cancellationToken);

    /// <summary>Deletes an object, if given only that generation.</summary>
    /// <returns>Whether it was there.</returns>
    Task<bool> DeleteAsync(ObjectUri uri, CancellationToken cancellationToken);

    /// <summary>Copies an object within Cloud Storage, with its type and metadata.</summary>
    /// <param name="source">The object, or one generation of it.</param>
    /// <param name="destination">Where to.</param>
    /// <param name="ifGeneration">Writes only over this generation; 0 only if there is none; null over whatever is there.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task<CloudObject> CopyAsync(ObjectUri source, ObjectUri destination, long? ifGeneration, CancellationToken cancellationToken);

    /// <summary>Puts objects of one bucket together, at most 32, in the given order; they stay.</summary>
    Task<CloudObject> ComposeAsync(
        IReadOnlyList<ObjectUri> parts, ObjectUri destination, WriteOptions options, CancellationToken cancellationToken);
}
