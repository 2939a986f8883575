using System.Globalization;
using System.Net;

namespace MlOps.Sdk.Clients;

/// <summary>The calls that reading and writing have in common.</summary>
internal sealed class StorageCalls(GoogleCloudConnection connection)
{
    // Others may write between our look and our write; so often in a row they don't.
    private const int Rounds = 5;

    public GoogleApiService Service => connection.Open(GoogleApi.Storage);

    public async Task<CloudObject?> FindAsync(ObjectUri uri, CancellationToken cancellationToken) =>
        (await Service.FindAsync<WireObject>(Get(uri), cancellationToken))?.Read();

    public async Task<CloudObject> GetAsync(ObjectUri uri, CancellationToken cancellationToken) =>
        (await Service.SendAsync<WireObject>(Get(uri), cancellationToken)).Read();

    /// <summary>Deletes one generation.</summary>
    /// <returns>Whether it was there.</returns>
    public async Task<bool> DeleteAsync(ObjectUri uri, CancellationToken cancellationToken)
    {
        ApiCall call = new(HttpMethod.Delete, "objects.delete", $"storage/v1/b/{uri.Bucket}/o/{uri.Name}")
        {
            Query = { ["generation"] = Number(uri.Generation) },
            Target = uri.ToString(),
            Idempotency = Idempotency.Always,
        };
        try
        {
            await Service.SendAsync(call, cancellationToken);
            return true;
        }
        catch (GoogleCloudException exception) when (exception.Status == HttpStatusCode.NotFound && exception.Reason is not null)
        {
            // Our own first attempt may have deleted it, its answer lost.
            return exception.MayHaveTakenEffect;
        }
    }

    /// <summary>Writes an object unless it is there already, and always under a condition, so that an attempt without an answer can be made again.</summary>
    /// <param name="uri">Where to.</param>
    /// <param name="ifGeneration">The generation that the caller wants to write over; null for any.</param>
    /// <param name="isIt">Whether an object is what is to be written.</param>
    /// <param name="write">Writes over a generation; 0 for none.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public async Task<CloudObject> WriteAsync(
        ObjectUri uri, long? ifGeneration, Func<CloudObject, bool> isIt, Func<long, Task<CloudObject>> write, CancellationToken cancellationToken)
    {
        for (int round = 1; ; round++)
        {
            CloudObject? found = await FindAsync(uri, cancellationToken);
            if (found is not null && isIt(found))
                return found;
            long generation = found?.Generation ?? 0;
            if (ifGeneration is { } wanted && wanted != generation)
            {
                throw new GoogleCloudException(
                    Service.Name, "objects.insert", uri.ToString(), HttpStatusCode.PreconditionFailed, "conditionNotMet",
                    wanted == 0 ? "There is another object already" : $"Its generation is {Number(generation)}, not {Number(wanted)}", "Read it again, and decide.");
            }

            try
            {
                return await write(generation);
            }
            catch (GoogleCloudException exception) when (exception.Status == HttpStatusCode.PreconditionFailed && round < Rounds)
            {
                // Either our own attempt whose answer was lost, or somebody else: the next look tells.
            }
        }
    }

    public static string? Number(long? number) => number?.ToString(CultureInfo.InvariantCulture);

    /// <summary>A place that objects can be written to.</summary>
    public static void CheckDestination(ObjectUri uri)
    {
        Check(uri);
        if (uri.Generation is not null)
            throw new ArgumentException($"'{uri}': a generation is the service's to give. Leave it out, and use IfGeneration.", nameof(uri));
    }

    /// <summary>A place that one object can be at.</summary>
    public static void Check(ObjectUri uri)
    {
        if (uri.Name.Length == 0)
            throw new ArgumentException($"'{uri}' names no object. Write gs://bucket/name.", nameof(uri));
        if (uri.Problem() is { } problem)
            throw new ArgumentException($"'{uri}': {problem}", nameof(uri));
    }

    private static ApiCall Get(ObjectUri uri)
    {
        Check(uri);
        return new ApiCall(HttpMethod.Get, "objects.get", $"storage/v1/b/{uri.Bucket}/o/{uri.Name}")
        {
            Query = { ["generation"] = Number(uri.Generation) },
            Target = uri.ToString(),
        };
    }
}
