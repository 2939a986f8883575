using MlOps.Sdk.Stages;

namespace MlOps.Sdk.Training.Trials;

/// <summary>What became of a trial: either its evaluation, or why there is none.</summary>
internal sealed record TrialOutcome(Evaluation? Evaluation, string? Failure)
{
    /// <summary>The metric that ranks; NaN if there is none.</summary>
    public double Score => Evaluation is null ? double.NaN : Evaluation[Evaluation.Primary];

    /// <summary>An evaluation without the metric that ranks is a failure.</summary>
    public static TrialOutcome Of(Evaluation evaluation, Trial trial, string stage) => double.IsFinite(evaluation[evaluation.Primary])
        ? new TrialOutcome(evaluation, null)
        : new TrialOutcome(null, FormattableString.Invariant(
            $"{stage}: {evaluation.Primary} of the learner '{trial.Learner.Name}' is {evaluation[evaluation.Primary]} on the {evaluation.Rows} rows of fold {trial.Fold + 1}. Use fewer folds, or more rows."));
}
