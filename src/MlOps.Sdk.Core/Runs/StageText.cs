using System.Globalization;
using MlOps.Sdk.Data;
using MlOps.Sdk.Deployments;
using MlOps.Sdk.Plans;
using MlOps.Sdk.Registry;
using MlOps.Sdk.Stages;
using MlOps.Sdk.Training;

namespace MlOps.Sdk.Runs;

/// <summary>What a stage has made, in a few words.</summary>
internal static class StageText
{
    public static string Of(StageRun stage) => stage.Product switch
    {
        null => stage.Outcome == StageOutcome.Skipped ? string.Join("; ", stage.Reasons) : "",
        Dataset dataset => $"{Count(dataset.Rows, "row")}, {Count(dataset.Schema.Columns.Count, "column")}",
        DatasetProfile profile => OfProfile(profile),
        Verification verification => OfVerification(verification),
        StagedDataset staged => string.Join(", ", staged.Splits.Select(split => $"{split.Split} {Count(split.Rows)}")),
        FittedFeatures features => $"{Count(features.Features.Count, "feature")}, {Count(features.Width(), "slot")}",
        SpotCheck check => OfSpotCheck(check),
        Tuning tuning => OfTuning(tuning),
        TrainedModel model => OfModel(model),
        ValidatedModel validated => OfValidation(validated),
        // Why is what the validation says, a line before.
        Registration registration => registration.State is VersionState.Registered ? registration.Outcome : registration.ToString(),
        ModelVersion version => $"{version.Model} version {Count(version.Version)}",
        Deployment deployment => $"endpoint {deployment.Endpoint} serves {deployment.Version.Model} version {Count(deployment.Version.Version)}",
        Product other => other.GetType().Name,
    };

    private static string OfProfile(DatasetProfile profile)
    {
        int withNulls = profile.Columns.Count(column => column.Nulls > 0);
        return $"{Count(profile.Columns.Count, "column")}, " + (withNulls == 0 ? "none with nulls" : $"{Count(withNulls)} with nulls");
    }

    // Such as: 5 of 6 checks passed on 10,000 rows; warning: the newest f.Date is not older than 7.00:00:00: the newest is of 2026-11-01
    private static string OfVerification(Verification verification)
    {
        CheckResult[] warnings = [.. verification.Checks.Where(check => !check.Passed)];
        string checks = Count(verification.Checks.Count, "check");
        return $"{(warnings.Length == 0 ? checks : $"{Count(verification.Checks.Count - warnings.Length)} of {checks}")} passed on {Count(verification.Rows, "row")}"
            + string.Concat(warnings.Select(check => $"; warning: {check.Description}: {check.Found}"));
    }

    // Such as: AUC fasttree 0.806 ± 0.012, lightgbm 0.804 ± 0.011, linear 0.771 ± 0.014; lightgbm may be as good
    private static string OfSpotCheck(SpotCheck check)
    {
        IEnumerable<string> ranking = check.Ranking.Select(learner => learner.Failure is null
            ? $"{Name(learner.Learner)} {Number(learner.Mean)} ± {Number(learner.Mean - learner.Low)}"
            : $"{Name(learner.Learner)} failed");
        string level = check.Indistinguishable.Count == 0 ? "" : $"; {string.Join(", ", check.Indistinguishable.Select(Name))} may be as good";
        string warnings = check.Warnings.Count == 0 ? "" : $"; {Count(check.Warnings.Count, "warning")} of a leak";
        return $"{WordsOf(check.Metric)} {string.Join(", ", ranking)}{level}{warnings}";

        // The same learner with several settings is told by them.
        string Name(Learner learner) => check.Ranking.Count(other => other.Learner.Name == learner.Name) == 1 ? learner.Name : $"{learner}";
    }

    // Such as: AUC fasttree 0.812, 0.014 above its own settings; 30 trials, 16 dropped on fewer rows, 1 failed
    private static string OfTuning(Tuning tuning)
    {
        TunedTrial best = tuning.Trials.First(trial => trial.Number == tuning.Best);
        TunedTrial? own = tuning.Trials.FirstOrDefault(trial => trial.Origin == Proposals.Own && trial.Learner.GetType() == best.Learner.GetType());
        string gain = own == best ? ", with its own settings"
            : own is { Failure: null, Rungs: [.., { Share: 1 } last] } ? $", {Number(best.Rungs[^1].Score - last.Score)} above its own settings"
            : "";
        int dropped = tuning.Trials.Count(trial => trial.Failure is null && trial.Rungs is not [.., { Share: 1 }]);
        int failed = tuning.Trials.Count(trial => trial.Failure is not null);
        return $"{WordsOf(tuning.Metric)} {best.Learner.Name} {Number(best.Rungs[^1].Score)}{gain}; {Count(tuning.Trials.Count, "trial")}"
            + (dropped == 0 ? "" : $", {Count(dropped)} dropped on fewer rows")
            + (failed == 0 ? "" : $", {Count(failed)} failed")
            + (tuning.WarmStart is null ? "" : ", guided by an earlier search");
    }

    private static string OfModel(TrainedModel model)
    {
        Evaluation? evaluation = model.Evaluations.FirstOrDefault(evaluation => evaluation.Split == SplitName.Test) ?? model.Evaluations.FirstOrDefault();
        return evaluation is null ? $"{model.Learner.Name}, not evaluated" : $"{MetricsOf(evaluation)} ({evaluation.Split})";
    }

    // With a champion to beat its verdict is the news; of the gates then only their number.
    private static string OfValidation(ValidatedModel validated) => validated switch
    {
        { Decision.Model: not null } => $"{validated.Decision.Reason}{(validated.Gates.Count == 0 ? "" : $"; {Count(validated.Gates.Count, "gate")} met")}",
        { Gates.Count: 0 } => $"{validated.Model.Learner.Name}, no gates",
        _ => $"{validated.Model.Learner.Name}: {OfGates(validated.Gates)}",
    };

    private static string OfGates(ValueList<GateResult> gates)
    {
        IEnumerable<string> shown = gates.Where(gate => gate.Slice is null).Select(gate => $"{gate.Gate} (is {Number(gate.Value)})");
        int slices = gates.Count(gate => gate.Slice is not null);
        return string.Join(", ", slices == 0 ? shown : shown.Append($"{Count(slices, "bound")} of slices met"));
    }

    private static string MetricsOf(Evaluation evaluation)
    {
        string[] shown = evaluation.Task switch
        {
            TaskKind.Binary => [nameof(BinaryMetrics.AreaUnderRocCurve), nameof(BinaryMetrics.Accuracy), nameof(BinaryMetrics.LogLoss)],
            TaskKind.Multiclass => [nameof(MulticlassMetrics.MicroAccuracy), nameof(MulticlassMetrics.MacroAccuracy), nameof(MulticlassMetrics.LogLoss)],
            _ => [nameof(RegressionMetrics.RSquared), nameof(RegressionMetrics.MeanAbsoluteError), nameof(RegressionMetrics.RootMeanSquaredError)],
        };

        return string.Join(", ", shown
            .Select(name => evaluation.Metrics.FirstOrDefault(metric => metric.Name == name))
            .OfType<Metric>()
            .Select(metric => $"{WordsOf(metric.Name)} {Number(metric.Value)}"));
    }

    private static string WordsOf(string metric) => metric switch
    {
        nameof(BinaryMetrics.AreaUnderRocCurve) => "AUC",
        nameof(BinaryMetrics.Accuracy) or nameof(MulticlassMetrics.MicroAccuracy) => "accuracy",
        nameof(MulticlassMetrics.MacroAccuracy) => "by class",
        nameof(BinaryMetrics.LogLoss) => "log loss",
        nameof(RegressionMetrics.RSquared) => "R squared",
        nameof(RegressionMetrics.MeanAbsoluteError) => "MAE",
        nameof(RegressionMetrics.RootMeanSquaredError) => "RMSE",
        _ => metric,
    };

    private static string Number(double value) => Math.Abs(value) switch
    {
        < 10 => value.ToString("0.000", CultureInfo.InvariantCulture),
        < 1e6 => value.ToString("#,0.0", CultureInfo.InvariantCulture),
        _ => value.ToString("0.###e+0", CultureInfo.InvariantCulture),
    };

    private static string Count(long count) => count.ToString("#,0", CultureInfo.InvariantCulture);

    private static string Count(long count, string noun) => $"{Count(count)} {noun}{(count == 1 ? "" : "s")}";
}
