namespace MlOps.Sdk.Clients;

/// <summary>What is tried and what is measured.</summary>
public sealed record StudySpec
{
    /// <summary>What is measured.</summary>
    public required IReadOnlyList<StudyMetric> Metrics { get; init; }

    /// <summary>What is varied.</summary>
    public required IReadOnlyList<StudyParameter> Parameters { get; init; }

    /// <summary><c>GRID_SEARCH</c> or <c>RANDOM_SEARCH</c>; null takes Bayesian optimisation.</summary>
    public string? Algorithm { get; init; }

    /// <summary><c>LAST_MEASUREMENT</c> or <c>BEST_MEASUREMENT</c>; null takes the last.</summary>
    public string? MeasurementSelectionType { get; init; }
}
