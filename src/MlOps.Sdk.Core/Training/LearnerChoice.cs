using MlOps.Sdk.Plans;
using MlOps.Sdk.Stages;

namespace MlOps.Sdk.Training;

/// <summary>A learner that was chosen by experiment.</summary>
/// <param name="Learner">The learner, with its settings.</param>
public abstract record LearnerChoice(Learner Learner) : Product
{
    /// <inheritdoc />
    /// <remarks>Of the learner alone: another search that comes to the same choice doesn't train it again.</remarks>
    public override string ComputeFingerprint() => PlanJson.Digest(Learner);
}
