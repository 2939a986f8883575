using System.Globalization;
using System.Text.Json.Nodes;
using MlOps.Sdk.Testing.Emulator.Http;

namespace MlOps.Sdk.Testing.Emulator.Storage;

/// <summary>An object as JSON, both ways.</summary>
internal static class ObjectResource
{
    public static JsonObject Write(StoredObject stored, string address)
    {
        string generation = stored.Generation.ToString(CultureInfo.InvariantCulture);
        string path = $"b/{stored.Bucket}/o/{Uri.EscapeDataString(stored.Name)}";
        JsonObject resource = new()
        {
            ["kind"] = "storage#object",
            ["id"] = $"{stored.Bucket}/{stored.Name}/{generation}",
            ["selfLink"] = $"{address}/storage/v1/{path}",
            ["mediaLink"] = $"{address}/download/storage/v1/{path}?generation={generation}&alt=media",
            ["name"] = stored.Name,
            ["bucket"] = stored.Bucket,
            ["generation"] = generation,
            ["metageneration"] = stored.Metageneration.ToString(CultureInfo.InvariantCulture),
            ["storageClass"] = stored.Attributes.StorageClass,
            ["size"] = stored.Size.ToString(CultureInfo.InvariantCulture),
            ["crc32c"] = stored.Crc32C,
            ["etag"] = ETag(stored),
            ["timeCreated"] = stored.Created,
            ["updated"] = stored.Updated,
            ["timeStorageClassUpdated"] = stored.Created,
        };
        Set("md5Hash", stored.Md5);
        Set("contentType", stored.Attributes.ContentType);
        Set("contentEncoding", stored.Attributes.ContentEncoding);
        Set("contentDisposition", stored.Attributes.ContentDisposition);
        Set("contentLanguage", stored.Attributes.ContentLanguage);
        Set("cacheControl", stored.Attributes.CacheControl);
        Set("customTime", stored.Attributes.CustomTime);
        if (stored.ComponentCount is { } count)
            resource["componentCount"] = count;
        if (stored.Metadata.Count > 0)
            resource["metadata"] = new JsonObject(stored.Metadata.Select(entry => KeyValuePair.Create(entry.Key, (JsonNode?)entry.Value)));
        return resource;

        void Set(string name, string? value)
        {
            if (value is not null)
                resource[name] = value;
        }
    }

    public static string ETag(StoredObject stored) =>
        Convert.ToBase64String(BitConverter.GetBytes(stored.Generation * 31 + stored.Metageneration));

    /// <summary>What a client says of an object, over what was said before: what is null goes, what is absent stays.</summary>
    public static ObjectAttributes Read(JsonObject given, ObjectAttributes before)
    {
        return before with
        {
            ContentType = Text("contentType", before.ContentType),
            ContentEncoding = Text("contentEncoding", before.ContentEncoding),
            ContentDisposition = Text("contentDisposition", before.ContentDisposition),
            ContentLanguage = Text("contentLanguage", before.ContentLanguage),
            CacheControl = Text("cacheControl", before.CacheControl),
            CustomTime = Text("customTime", before.CustomTime),
            StorageClass = Text("storageClass", before.StorageClass) ?? "STANDARD",
            Metadata = Metadata(given, before.Metadata),
        };

        string? Text(string name, string? old) => !given.TryGetPropertyValue(name, out JsonNode? value) ? old : TextOf(value, name);
    }

    /// <summary>A property that must be a string, if it is there.</summary>
    public static string? TextOf(JsonNode? value, string name) => value switch
    {
        null => null,
        JsonValue text when text.TryGetValue(out string? found) => found,
        _ => throw EmulatorException.Invalid($"Invalid value for '{name}': expected a string."),
    };

    private static IReadOnlyDictionary<string, string> Metadata(JsonObject given, IReadOnlyDictionary<string, string> before)
    {
        if (!given.TryGetPropertyValue("metadata", out JsonNode? node))
            return before;
        Dictionary<string, string> merged = node is null ? [] : new Dictionary<string, string>(before, StringComparer.Ordinal);
        foreach ((string name, JsonNode? value) in node switch
        {
            null => [],
            JsonObject entries => entries,
            _ => throw EmulatorException.Invalid("Invalid value for 'metadata': expected an object."),
        })
        {
            if (TextOf(value, $"metadata.{name}") is { } text)
                merged[name] = text;
            else
                merged.Remove(name);
        }

        int bytes = merged.Sum(entry => System.Text.Encoding.UTF8.GetByteCount(entry.Key) + System.Text.Encoding.UTF8.GetByteCount(entry.Value));
        return bytes <= 8 * 1024 ? merged : throw EmulatorException.Invalid("The metadata is larger than 8 KiB.");
    }
}
