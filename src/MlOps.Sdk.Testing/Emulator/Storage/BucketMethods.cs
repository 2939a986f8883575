using System.Text.Json.Nodes;
using MlOps.Sdk.Testing.Emulator.Http;

namespace MlOps.Sdk.Testing.Emulator.Storage;

/// <summary>The methods of buckets.</summary>
internal sealed class BucketMethods(EmulatorState state)
{
    private static readonly string[] Settable =
    [
        "acl", "autoclass", "billing", "cors", "customPlacementConfig", "defaultEventBasedHold", "defaultObjectAcl", "encryption", "hierarchicalNamespace",
        "iamConfiguration", "labels", "lifecycle", "location", "logging", "retentionPolicy", "rpo", "softDeletePolicy", "storageClass", "versioning", "website",
    ];

    public EmulatorResponse Insert(EmulatorRequest request)
    {
        _ = Project(request);
        JsonObject body = request.Json();
        string name = body["name"] is JsonValue value && value.TryGetValue(out string? text) ? text : throw new EmulatorException(400, "required", "Required");
        Names.CheckBucket(name);
        JsonObject settings = SettingsOf(body);
        settings["location"] = ((string?)settings["location"] ?? "US").ToUpperInvariant();
        return EmulatorResponse.Json(Resource(request, state.Objects.CreateBucket(name, settings)));
    }

    public EmulatorResponse Get(EmulatorRequest request)
    {
        StoredBucket bucket = Find(request);
        Preconditions.CheckMetageneration(request, bucket.Metageneration);
        return EmulatorResponse.Json(Resource(request, bucket));
    }

    public EmulatorResponse List(EmulatorRequest request)
    {
        _ = Project(request);
        string prefix = request.Parameter("prefix") ?? "";
        JsonNode[] items = [.. state.Objects.Buckets().Where(bucket => bucket.Name.StartsWith(prefix, StringComparison.Ordinal)).Select(bucket => Resource(request, bucket))];
        JsonObject answer = new() { ["kind"] = "storage#buckets" };
        if (items.Length > 0)
            answer["items"] = new JsonArray(items);
        return EmulatorResponse.Json(answer);
    }

    public EmulatorResponse Patch(EmulatorRequest request) => Change(request, (bucket, given) =>
    {
        JsonObject merged = (JsonObject)bucket.Settings.DeepClone();
        Merge(merged, given);
        return merged;
    });

    public EmulatorResponse Update(EmulatorRequest request) => Change(request, (bucket, given) =>
    {
        given["location"] = (string?)bucket.Settings["location"];
        return given;
    });

    public EmulatorResponse Delete(EmulatorRequest request)
    {
        Preconditions.CheckMetageneration(request, Find(request).Metageneration);
        state.Objects.DeleteBucket(request.Route["bucket"]);
        return EmulatorResponse.Empty(204);
    }

    public EmulatorResponse Layout(EmulatorRequest request)
    {
        StoredBucket bucket = Find(request);
        string location = (string)bucket.Settings["location"]!;
        return EmulatorResponse.Json(new JsonObject
        {
            ["kind"] = "storage#storageLayout",
            ["bucket"] = bucket.Name,
            ["location"] = location,
            ["locationType"] = LocationType(location),
            ["hierarchicalNamespace"] = new JsonObject { ["enabled"] = false },
        });
    }

    private EmulatorResponse Change(EmulatorRequest request, Func<StoredBucket, JsonObject, JsonObject> change)
    {
        JsonObject given = SettingsOf(request.Json());
        StoredBucket bucket = Find(request);
        lock (bucket)
        {
            Preconditions.CheckMetageneration(request, bucket.Metageneration);
            bucket.Settings = change(bucket, given);
            bucket.Metageneration++;
            bucket.Updated = state.Now();
            return EmulatorResponse.Json(Resource(request, bucket));
        }
    }

    private StoredBucket Find(EmulatorRequest request) => state.Objects.FindBucket(request.Route["bucket"])
        ?? throw EmulatorException.NotFound("The specified bucket does not exist.");

    private static string Project(EmulatorRequest request) =>
        request.Parameter("project") ?? throw new EmulatorException(400, "required", "Required parameter: project");

    private static JsonObject SettingsOf(JsonObject body) => new(body.Where(property => Settable.Contains(property.Key, StringComparer.Ordinal))
        .Select(property => KeyValuePair.Create(property.Key, property.Value?.DeepClone())));

    // As RFC 7396 says: null takes away.
    private static void Merge(JsonObject into, JsonObject given)
    {
        foreach ((string name, JsonNode? value) in given)
        {
            if (value is null)
                into.Remove(name);
            else if (value is JsonObject inner && into[name] is JsonObject old)
                Merge(old, inner);
            else
                into[name] = value.DeepClone();
        }
    }

    private JsonObject Resource(EmulatorRequest request, StoredBucket bucket)
    {
        JsonObject resource = (JsonObject)bucket.Settings.DeepClone();
        string location = (string)resource["location"]!;
        resource["kind"] = "storage#bucket";
        resource["id"] = bucket.Name;
        resource["name"] = bucket.Name;
        resource["locationType"] = LocationType(location);
        resource["storageClass"] ??= "STANDARD";
        resource["projectNumber"] = state.Options.ProjectNumber;
        resource["metageneration"] = bucket.Metageneration.ToString(System.Globalization.CultureInfo.InvariantCulture);
        resource["etag"] = $"CAE{bucket.Metageneration}=";
        resource["timeCreated"] = bucket.Created;
        resource["updated"] = bucket.Updated;
        resource["selfLink"] = $"{request.Address}/storage/v1/b/{bucket.Name}";
        return resource;
    }

    private static string LocationType(string location) => location switch
    {
        "US" or "EU" or "ASIA" => "multi-region",
        "NAM4" or "EUR4" or "EUR5" or "EUR7" or "EUR8" or "ASIA1" => "dual-region",
        _ => "region",
    };
}
