using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using MlOps.Sdk.Testing.Emulator.Http;

namespace MlOps.Sdk.Testing.Emulator.Storage;

/// <summary>The methods that make an object of others: copy, rewrite, compose.</summary>
internal sealed class CopyMethods(EmulatorState state)
{
    private const int MostParts = 32;

    /// <summary>So much of a rewrite between locations is done in a call, so that callers meet tokens.</summary>
    private const long BytesBetweenLocations = 4L * 1024 * 1024;

    private readonly ConcurrentDictionary<string, Progress> _rewrites = new(StringComparer.Ordinal);

    public EmulatorResponse Copy(EmulatorRequest request)
    {
        StoredObject source = ObjectMethods.Find(state, request, "sourceGeneration");
        Preconditions.Check(request, source, "ifSource");
        return EmulatorResponse.Json(ObjectResource.Write(Write(request, source), request.Address));
    }

    public EmulatorResponse Rewrite(EmulatorRequest request)
    {
        StoredObject source = ObjectMethods.Find(state, request, "sourceGeneration");
        Preconditions.Check(request, source, "ifSource");
        StoredBucket destination = state.Objects.FindBucket(request.Route["toBucket"]) ?? throw EmulatorException.NotFound("The specified bucket does not exist.");
        long? most = Preconditions.Number(request, "maxBytesRewrittenPerCall");
        if (most is { } given && (given <= 0 || given % (1024 * 1024) != 0))
            throw EmulatorException.Invalid("maxBytesRewrittenPerCall must be an integral multiple of 1 MiB.");
        bool isNear = (string?)state.Objects.FindBucket(source.Bucket)?.Settings["location"] == (string?)destination.Settings["location"];
        long step = most ?? (isNear ? long.MaxValue : BytesBetweenLocations);

        Progress progress = new(source.Bucket, source.Name, source.Generation, request.Route["toBucket"], request.Route["toObject"], most, 0);
        if (request.Parameter("rewriteToken") is { } token)
        {
            Progress? known = _rewrites.GetValueOrDefault(token);
            progress = known is not null && known with { Rewritten = 0 } == progress
                ? known
                : throw EmulatorException.Invalid("The rewrite token is invalid for this request.");
        }

        long rewritten = source.Size - progress.Rewritten <= step ? source.Size : progress.Rewritten + step;
        JsonObject answer = new()
        {
            ["kind"] = "storage#rewriteResponse",
            ["totalBytesRewritten"] = rewritten.ToString(CultureInfo.InvariantCulture),
            ["objectSize"] = source.Size.ToString(CultureInfo.InvariantCulture),
            ["done"] = rewritten == source.Size,
        };
        if (rewritten == source.Size)
        {
            answer["resource"] = ObjectResource.Write(Write(request, source), request.Address);
        }
        else
        {
            string next = "rewrite-" + state.NextId();
            _rewrites[next] = progress with { Rewritten = rewritten };
            answer["rewriteToken"] = next;
        }

        return EmulatorResponse.Json(answer);
    }

    public EmulatorResponse Compose(EmulatorRequest request)
    {
        JsonObject body = request.Json();
        string bucket = request.Route["bucket"];
        Names.CheckObject(request.Route["object"]);
        if (body["sourceObjects"] is not JsonArray { Count: > 0 } sources)
            throw new EmulatorException(400, "required", "You must provide at least one source component.");
        if (sources.Count > MostParts)
            throw EmulatorException.Invalid($"The number of source components provided ({sources.Count}) exceeds the maximum ({MostParts}).");
        if (!state.Objects.HasBucket(bucket))
            throw EmulatorException.NotFound("The specified bucket does not exist.");

        StoredObject[] parts = [.. sources.Select(source => Part(bucket, source as JsonObject ?? throw EmulatorException.Invalid("A source object is no object.")))];
        using MemoryStream content = new();
        foreach (StoredObject part in parts)
            content.Write(part.Read());
        ObjectAttributes attributes = ObjectResource.Read(body["destination"] as JsonObject ?? [], new ObjectAttributes());
        StoredObject composed = state.Objects.Put(
            bucket, request.Route["object"], content.ToArray(), attributes, found => Preconditions.Check(request, found), parts.Sum(part => part.ComponentCount ?? 1));
        return EmulatorResponse.Json(ObjectResource.Write(composed, request.Address));
    }

    private StoredObject Part(string bucket, JsonObject source)
    {
        string name = ObjectResource.TextOf(source["name"], "sourceObjects.name") ?? throw new EmulatorException(400, "required", "Required: sourceObjects.name");
        StoredObject found = state.Objects.Find(bucket, name) ?? throw EmulatorException.NotFound($"No such object: {bucket}/{name}");
        if (Number(source["generation"]) is { } generation && generation != found.Generation)
            throw EmulatorException.NotFound($"No such object: {bucket}/{name}#{generation}");
        return Number(source["objectPreconditions"]?["ifGenerationMatch"]) is { } wanted && wanted != found.Generation ? throw Preconditions.Refusal(412) : found;
    }

    private static long? Number(JsonNode? node) => node is null ? null
        : long.TryParse(node.ToString(), CultureInfo.InvariantCulture, out long number) ? number
        : throw EmulatorException.Invalid($"Invalid long value: '{node}'.");

    // A body that says anything replaces what the source says.
    private StoredObject Write(EmulatorRequest request, StoredObject source)
    {
        JsonObject body = request.Json();
        string name = request.Route["toObject"];
        Names.CheckObject(name);
        ObjectAttributes attributes = body.Count == 0 ? source.Attributes : ObjectResource.Read(body, new ObjectAttributes());
        return state.Objects.Put(
            request.Route["toBucket"], name, source.Read(), attributes, found => Preconditions.Check(request, found), source.ComponentCount);
    }

    private sealed record Progress(
        string Bucket, string Name, long Generation, string ToBucket, string ToName, long? Most, long Rewritten);
}
