using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using MlOps.Sdk.Testing.Emulator.Http;

namespace MlOps.Sdk.Testing.Emulator.Storage;

/// <summary>The buckets and objects, for Cloud Storage itself and for the services that read and write objects.</summary>
internal sealed class ObjectStore
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, StoredBucket> _buckets = new(StringComparer.Ordinal);
    private readonly EmulatorState _state;
    private readonly string _folder;

    public ObjectStore(EmulatorState state)
    {
        _state = state;
        _folder = Directory.CreateDirectory(Path.Combine(state.Folder, "objects")).FullName;
    }

    public bool HasBucket(string bucket) => FindBucket(bucket) is not null;

    public StoredBucket? FindBucket(string bucket)
    {
        lock (_lock)
            return _buckets.GetValueOrDefault(bucket);
    }

    public IReadOnlyList<StoredBucket> Buckets()
    {
        lock (_lock)
            return [.. _buckets.Values.OrderBy(bucket => bucket.Name, Utf8Order.Instance)];
    }

    /// <summary>Creates a bucket in the location US.</summary>
    public void CreateBucket(string bucket) => CreateBucket(bucket, new JsonObject { ["location"] = "US" });

    public StoredBucket CreateBucket(string bucket, JsonObject settings)
    {
        lock (_lock)
        {
            StoredBucket created = new(bucket, settings, _state.Now());
            return _buckets.TryAdd(bucket, created)
                ? created
                : throw new EmulatorException(409, "conflict", $"Your previous request to create the named bucket '{bucket}' succeeded and you already own it.");
        }
    }

    public void DeleteBucket(string bucket)
    {
        lock (_lock)
        {
            if (Bucket(bucket).Objects.Count > 0)
                throw new EmulatorException(409, "conflict", "The bucket you tried to delete is not empty.");
            _buckets.Remove(bucket);
        }
    }

    public StoredObject Put(
        string bucket, string name, byte[] content, string contentType, IReadOnlyDictionary<string, string>? metadata = null)
    {
        ObjectAttributes attributes = new() { ContentType = contentType };
        return Put(bucket, name, content, metadata is null ? attributes : attributes with { Metadata = metadata }, _ => { });
    }

    /// <summary>Writes an object if <paramref name="check"/>, which is given what is there now, doesn't refuse.</summary>
    public StoredObject Put(
        string bucket, string name, byte[] content, ObjectAttributes attributes, Action<StoredObject?> check, int? componentCount = null)
    {
        // The file is written before anyone can see it; that of a write that is refused goes.
        long generation = _state.NextGeneration();
        string path = Path.Combine(_folder, generation.ToString(CultureInfo.InvariantCulture));
        File.WriteAllBytes(path, content);
        string now = _state.Now();
        StoredObject stored = new(bucket, name, generation)
        {
            Path = path,
            Size = content.Length,
            Crc32C = Crc32C.Of(content),
            // The service's own choice of algorithm.
            Md5 = componentCount is null ? Convert.ToBase64String(MD5.HashData(content)) : null,
            Attributes = attributes,
            Created = now,
            Updated = now,
            ComponentCount = componentCount,
        };
        try
        {
            lock (_lock)
            {
                SortedDictionary<string, StoredObject> objects = Bucket(bucket).Objects;
                check(objects.GetValueOrDefault(name));
                // The file of the generation before stays until the emulator ends: someone may be reading it.
                return objects[name] = stored;
            }
        }
        catch (EmulatorException)
        {
            File.Delete(path);
            throw;
        }
    }

    /// <summary>Changes what is said about an object; its content and generation stay.</summary>
    public StoredObject Patch(string bucket, string name, Func<StoredObject, StoredObject> change)
    {
        lock (_lock)
        {
            StoredObject found = Find(bucket, name) ?? throw EmulatorException.NotFound($"No such object: {bucket}/{name}");
            return Bucket(bucket).Objects[name] = change(found) with { Metageneration = found.Metageneration + 1, Updated = _state.Now() };
        }
    }

    public void Delete(string bucket, string name, Action<StoredObject> check)
    {
        lock (_lock)
        {
            check(Find(bucket, name) ?? throw EmulatorException.NotFound($"No such object: {bucket}/{name}"));
            Bucket(bucket).Objects.Remove(name);
        }
    }

    public StoredObject? Find(string bucket, string name)
    {
        lock (_lock)
            return _buckets.GetValueOrDefault(bucket)?.Objects.GetValueOrDefault(name);
    }

    /// <summary>The objects whose names start so, ordered by the UTF-8 bytes of their names; none if there is no such bucket.</summary>
    public IReadOnlyList<StoredObject> List(string bucket, string prefix)
    {
        lock (_lock)
        {
            return _buckets.TryGetValue(bucket, out StoredBucket? found)
                ? [.. found.Objects.Values.Where(stored => stored.Name.StartsWith(prefix, StringComparison.Ordinal))]
                : [];
        }
    }

    /// <summary>The objects that a URI such as <c>gs://b/dir/part-*.parquet</c> means; the one <c>*</c> stands for anything, slashes included.</summary>
    public IReadOnlyList<StoredObject> Expand(string uri)
    {
        (string bucket, string name) = Parse(uri);
        int star = name.IndexOf('*', StringComparison.Ordinal);
        if (star < 0)
            return Find(bucket, name) is { } found ? [found] : [];
        string end = name[(star + 1)..];
        if (end.Contains('*', StringComparison.Ordinal))
            throw EmulatorException.Invalid($"Only one wildcard is allowed in a URI: {uri}");
        return [.. List(bucket, name[..star]).Where(stored =>
            stored.Name.Length >= star + end.Length && stored.Name.EndsWith(end, StringComparison.Ordinal))];
    }

    public static (string Bucket, string Name) Parse(string uri)
    {
        const string Scheme = "gs://";
        int slash = uri.StartsWith(Scheme, StringComparison.Ordinal) ? uri.IndexOf('/', Scheme.Length) : -1;
        return slash > Scheme.Length && slash < uri.Length - 1
            ? (uri[Scheme.Length..slash], uri[(slash + 1)..])
            : throw EmulatorException.Invalid($"Invalid Cloud Storage URI '{uri}': expected gs://bucket/object.");
    }

    private StoredBucket Bucket(string bucket) => _buckets.GetValueOrDefault(bucket) ?? throw EmulatorException.NotFound("The specified bucket does not exist.");
}
