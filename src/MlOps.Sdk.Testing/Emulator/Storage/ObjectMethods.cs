using MlOps.Sdk.Testing.Emulator.Http;

namespace MlOps.Sdk.Testing.Emulator.Storage;

/// <summary>The methods of an object's metadata, and its deletion.</summary>
internal sealed class ObjectMethods(EmulatorState state)
{
    public EmulatorResponse Get(EmulatorRequest request)
    {
        StoredObject found = Find(state, request);
        Preconditions.Check(request, found);
        return EmulatorResponse.Json(ObjectResource.Write(found, request.Address));
    }

    public EmulatorResponse Patch(EmulatorRequest request) => Change(request, found => found.Attributes);

    public EmulatorResponse Update(EmulatorRequest request) => Change(request, _ => new ObjectAttributes());

    public EmulatorResponse Delete(EmulatorRequest request)
    {
        _ = Find(state, request);
        state.Objects.Delete(request.Route["bucket"], request.Route["object"], found =>
        {
            CheckGeneration(request, found);
            Preconditions.Check(request, found);
        });
        return EmulatorResponse.Empty(204);
    }

    /// <summary>The object that a request means.</summary>
    public static StoredObject Find(EmulatorState state, EmulatorRequest request, string generation = "generation")
    {
        (string bucket, string name) = (request.Route["bucket"], request.Route["object"]);
        if (!state.Objects.HasBucket(bucket))
            throw EmulatorException.NotFound("The specified bucket does not exist.");
        StoredObject found = state.Objects.Find(bucket, name) ?? throw EmulatorException.NotFound($"No such object: {bucket}/{name}");
        CheckGeneration(request, found, generation);
        return found;
    }

    private EmulatorResponse Change(EmulatorRequest request, Func<StoredObject, ObjectAttributes> start)
    {
        StoredObject changed = state.Objects.Patch(request.Route["bucket"], Find(state, request).Name, found =>
        {
            CheckGeneration(request, found);
            Preconditions.Check(request, found);
            return found with { Attributes = ObjectResource.Read(request.Json(), start(found)) };
        });
        return EmulatorResponse.Json(ObjectResource.Write(changed, request.Address));
    }

    // Only the live generation is kept, as in a bucket without versions.
    private static void CheckGeneration(EmulatorRequest request, StoredObject found, string parameter = "generation")
    {
        if (Preconditions.Number(request, parameter) is { } generation && generation != found.Generation)
            throw EmulatorException.NotFound($"No such object: {found.Bucket}/{found.Name}#{generation}");
    }
}
