namespace MlOps.Sdk.Clients;

/// <summary>A bucket as the service writes it.</summary>
internal sealed record WireBucket(string? Name, string? Location, string? LocationType, string? StorageClass)
{
    public CloudBucket Read() => this is { Name: { } name, Location: { } location }
        ? new CloudBucket(name, location) { LocationType = LocationType, StorageClass = StorageClass ?? "STANDARD" }
        : throw new IncompleteAnswerException("a bucket lacks its name or location");
}
