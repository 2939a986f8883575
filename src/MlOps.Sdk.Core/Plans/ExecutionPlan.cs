namespace MlOps.Sdk.Plans;

/// <summary>How a stage is executed; has no influence on what it produces.</summary>
public sealed record ExecutionPlan
{
    /// <summary>How often a failed stage is tried again; 0 by default.</summary>
    public int Retries { get; init; }

    /// <summary>The pause before the first retry; doubles each time. One second by default.</summary>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest that one attempt may take; null for no bound.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>The machine that the stage asks for; null leaves it to the platform.</summary>
    public ComputeSpec? Compute { get; init; }
}
