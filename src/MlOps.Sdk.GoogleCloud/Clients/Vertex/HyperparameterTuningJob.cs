namespace MlOps.Sdk.Clients;

/// <summary>A job that runs a container for many choices of parameters.</summary>
/// <remarks>The container gets <c>--id=value</c> for each parameter and reports metrics.</remarks>
public sealed record HyperparameterTuningJob : VertexJob
{
    /// <summary>What is tried and what is measured.</summary>
    public required StudySpec StudySpec { get; init; }

    /// <summary>The number of trials.</summary>
    public required int MaxTrialCount { get; init; }

    /// <summary>How many run at a time.</summary>
    public required int ParallelTrialCount { get; init; }

    /// <summary>So many may fail before the job does; 0 leaves it to the service.</summary>
    public int MaxFailedTrialCount { get; init; }

    /// <summary>What runs where, for each trial.</summary>
    public required CustomJobSpec TrialJobSpec { get; init; }

    /// <summary>The trials so far.</summary>
    public IReadOnlyList<StudyTrial>? Trials { get; init; }
}
