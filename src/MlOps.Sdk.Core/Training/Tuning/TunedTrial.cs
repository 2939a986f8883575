using MlOps.Sdk.Data;

namespace MlOps.Sdk.Training;

/// <summary>One setting that was tried.</summary>
/// <param name="Number">1 for the first, and so on.</param>
/// <param name="Learner">The learner with these settings.</param>
/// <param name="Origin">Where the settings come from: <c>own</c> (the learner's own), <c>earlier</c> (an earlier run's best), <c>random</c> or <c>model</c>.</param>
/// <param name="Rungs">How well it did, on ever more rows; the last is on all rows unless it was dropped before.</param>
public sealed record TunedTrial(int Number, Learner Learner, string Origin, ValueList<Rung> Rungs)
{
    /// <summary>Why it couldn't be trained; null if it could.</summary>
    public string? Failure { get; init; }
}

/// <summary>How well a trial did on a share of the rows.</summary>
/// <param name="Share">The share of the training rows.</param>
/// <param name="Score">The mean of the metric over the folds.</param>
/// <param name="Scores">The metric on each fold.</param>
public sealed record Rung(double Share, double Score, ValueList<double> Scores);
