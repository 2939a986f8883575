using MlOps.Sdk.Stages;

namespace MlOps.Sdk.Training.Trials;

/// <summary>What became of a trial: either its evaluation, or why there is none.</summary>
internal sealed record TrialOutcome(Evaluation? Evaluation, string? Failure)
{
    /// <summary>The metric that ranks; NaN if there is none.</summary>
    public double Score => Evaluation is null ? double.NaN : Evaluation[Evaluation.Primary];

    /// <summary>Why a learner can't be judged: the failure of its first fold that has one, without the stage's name; null if none has.</summary>
    public static string? FailureOf(IEnumerable<TrialOutcome> folds, string stage)
    {
        string? failure = folds.FirstOrDefault(outcome => outcome.Failure is not null)?.Failure;
        return failure?.StartsWith($"{stage}: ", StringComparison.Ordinal) == true ? failure[(stage.Length + 2)..] : failure;
    }

    /// <summary>An evaluation without the metric that ranks is a failure.</summary>
    public static TrialOutcome Of(Evaluation evaluation, Trial trial, string stage) => double.IsFinite(evaluation[evaluation.Primary])
        ? new TrialOutcome(evaluation, null)
        : new TrialOutcome(null, FormattableString.Invariant(
            $"{stage}: {evaluation.Primary} of the learner '{trial.Learner.Name}' is {evaluation[evaluation.Primary]} on the {evaluation.Rows} rows of fold {trial.Fold + 1}. Use fewer folds, or more rows."));
}
