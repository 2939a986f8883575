namespace MlOps.Sdk.Plans;

/// <summary>JSON: one object per line, or one array of objects.</summary>
/// <param name="Path">A file or a glob; relative to the working directory.</param>
/// <param name="Lines">True for an object per line, false for an array.</param>
public sealed record JsonSourcePlan(string Path, bool Lines) : SourcePlan
{
    /// <summary>The .NET format of dates; ISO 8601 by default.</summary>
    public string? DateFormat { get; init; }

    /// <summary>The .NET format of timestamps; ISO 8601 by default.</summary>
    public string? TimestampFormat { get; init; }
}
