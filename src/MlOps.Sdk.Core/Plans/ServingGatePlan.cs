namespace MlOps.Sdk.Plans;

/// <summary>Bounds on what serving a model takes, on the machine that validates it.</summary>
public sealed record ServingGatePlan
{
    /// <summary>How long 99 % of the predictions of a single row may take; null for no bound.</summary>
    public TimeSpan? P99 { get; init; }

    /// <summary>How large all files of the bundle together may be, in units of 1,000,000 bytes; null for no bound.</summary>
    public double? Megabytes { get; init; }
}
