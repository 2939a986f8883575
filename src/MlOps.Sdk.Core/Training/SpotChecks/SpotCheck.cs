using MlOps.Sdk.Data;

namespace MlOps.Sdk.Training;

/// <summary>The ranking of learners by cross-validation, and what looks like a leak.</summary>
/// <param name="Learner">The first of the ranking.</param>
/// <param name="Metric">The metric that ranks, such as <c>AreaUnderRocCurve</c>.</param>
/// <param name="Rows">How many rows were sampled.</param>
/// <param name="Folds">Into how many parts they were divided.</param>
/// <param name="Ranking">The learners, best first.</param>
/// <param name="Warnings">Features that look as if they knew the label.</param>
public sealed record SpotCheck(
    Learner Learner, string Metric, long Rows, int Folds, ValueList<RankedLearner> Ranking, ValueList<LeakWarning> Warnings) : LearnerChoice(Learner)
{
    /// <summary>
    /// Other learners that may be as good as the first, in the order of the ranking: the 95 % interval of the mean difference on the same folds holds 0
    /// (the corrected resampled t-test of Nadeau and Bengio, 2003).
    /// </summary>
    public ValueList<Learner> Indistinguishable { get; init; } = [];
}
