namespace MlOps.Sdk.Plans;

/// <summary>Trains one learner.</summary>
/// <remarks>Inputs: the staged dataset, then the fitted features.</remarks>
public sealed record TrainingPlan : StagePlan
{
    /// <summary>What kind of value is predicted.</summary>
    public required TaskKind Task { get; init; }

    /// <summary>What is trained.</summary>
    public required Learner Learner { get; init; }

    /// <summary>The source of all chance in training; equal seeds give equal models.</summary>
    public int Seed { get; init; }
}
