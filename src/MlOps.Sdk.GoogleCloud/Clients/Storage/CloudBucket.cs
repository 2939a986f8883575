namespace MlOps.Sdk.Clients;

/// <summary>A bucket of Cloud Storage.</summary>
/// <param name="Name">Its name, unique in the world.</param>
/// <param name="Location">Where its data lies, in upper case, such as <c>EUROPE-WEST4</c> or <c>US</c>.</param>
public sealed record CloudBucket(string Name, string Location)
{
    /// <summary><c>region</c>, <c>dual-region</c> or <c>multi-region</c>; null if the service doesn't say.</summary>
    public string? LocationType { get; init; }

    /// <summary>The class that new objects get, such as <c>STANDARD</c>.</summary>
    public string StorageClass { get; init; } = "STANDARD";
}
