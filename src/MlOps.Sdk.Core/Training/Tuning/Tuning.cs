using MlOps.Sdk.Data;

namespace MlOps.Sdk.Training;

/// <summary>The trials of a search, and the best settings.</summary>
/// <param name="Learner">The learner with the best settings.</param>
/// <param name="Metric">The metric that was searched by.</param>
/// <param name="Trials">The trials, in the order of their numbers.</param>
/// <param name="Best">The number of the best trial.</param>
public sealed record Tuning(Learner Learner, string Metric, ValueList<TunedTrial> Trials, int Best) : LearnerChoice(Learner)
{
    /// <summary>The fingerprint of the earlier search that guided this one; null if none did.</summary>
    public string? WarmStart { get; init; }
}
