namespace MlOps.Sdk.Testing;

/// <summary>A request that the emulator received, and its answer.</summary>
/// <param name="Number">1 for the first request, and so on.</param>
/// <param name="Method">The verb.</param>
/// <param name="Target">Path and query, as they came.</param>
/// <param name="ContentType">The type of the request's body; null if it names none.</param>
/// <param name="Headers">The request's headers.</param>
/// <param name="Body">The request's body, inflated.</param>
public sealed record Exchange(
    int Number, string Method, string Target, string? ContentType, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    /// <summary>The answer's status; 0 if the connection was cut before there was one.</summary>
    public int Status { get; init; }

    /// <summary>The answer's body, before a fault cut it.</summary>
    public byte[] ResponseBody { get; init; } = [];

    /// <summary>The type of the answer's body; null if it has none.</summary>
    public string? ResponseType { get; init; }

    /// <summary>The fault that befell the exchange; null if none did.</summary>
    public string? Fault { get; init; }

    /// <inheritdoc />
    public override string ToString() => $"{Number} {Method} {Target} -> {Status}{(Fault is null ? "" : $" ({Fault})")}";
}
