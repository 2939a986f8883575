using MlOps.Sdk.Data;

namespace MlOps.Sdk.Training;

/// <summary>How well a learner did.</summary>
/// <param name="Learner">The learner.</param>
/// <param name="Scores">The metric on each fold; NaN where the learner failed.</param>
/// <param name="Mean">Their mean; NaN if the learner failed.</param>
/// <param name="Low">The lower end of the 95 % interval of the mean, which allows for the rows that folds share (Nadeau and Bengio, 2003).</param>
/// <param name="High">The upper end, at most 1.</param>
/// <param name="Failure">Why it couldn't be trained; null if it could.</param>
public sealed record RankedLearner(Learner Learner, ValueList<double> Scores, double Mean, double Low, double High, string? Failure = null);
