namespace MlOps.Sdk.Clients;

/// <summary>One choice of parameters and what came of it.</summary>
public sealed record StudyTrial
{
    /// <summary>Its number.</summary>
    public string? Id { get; init; }

    /// <summary><c>REQUESTED</c>, <c>ACTIVE</c>, <c>STOPPING</c>, <c>SUCCEEDED</c> or <c>INFEASIBLE</c>.</summary>
    public string? State { get; init; }

    /// <summary>The choice.</summary>
    public IReadOnlyList<TrialParameter> Parameters { get; init; } = [];

    /// <summary>What was measured; null before the end.</summary>
    public TrialMeasurement? FinalMeasurement { get; init; }

    /// <summary>Why the trial failed; null if it didn't.</summary>
    public string? InfeasibleReason { get; init; }

    /// <summary>The custom job that ran the trial; null on the service's own terms.</summary>
    public string? CustomJob { get; init; }

    /// <summary>When it began.</summary>
    public DateTimeOffset? StartTime { get; init; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset? EndTime { get; init; }
}
