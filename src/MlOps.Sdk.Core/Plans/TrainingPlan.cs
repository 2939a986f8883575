namespace MlOps.Sdk.Plans;

/// <summary>Trains one learner.</summary>
/// <remarks>Inputs: the staged dataset, the fitted features, and the choice of the learner if a spot-check or a search makes it.</remarks>
public sealed record TrainingPlan : StagePlan
{
    /// <summary>What kind of value is predicted.</summary>
    public required TaskKind Task { get; init; }

    /// <summary>What is trained; <see cref="ChosenLearner"/> if that is chosen during the run.</summary>
    public required Learner Learner { get; init; }

    /// <summary>Whether the probabilities of a binary classifier are corrected by a sigmoid that is fitted on the validation split.</summary>
    public bool Calibrated { get; init; }

    /// <summary>The source of all chance in training; equal seeds give equal models.</summary>
    public int Seed { get; init; }
}
