using System.Globalization;
using MlOps.Sdk.Data;
using MlOps.Sdk.Plans;
using MlOps.Sdk.Stages;

namespace MlOps.Sdk.Training;

/// <summary>Chooses the best of several models and holds it to the gates.</summary>
internal sealed class Validator
{
    public ValidatedModel Validate(ValidationPlan plan, IReadOnlyList<TrainedModel> models)
    {
        TrainedModel best = models.Count == 1 ? models[0] : Choose(plan, models);
        Evaluation test = Find(best, SplitName.Test)
            ?? throw new StageException(
                $"{plan.Name}: {best.Learner.Name} has no metrics on the split '{SplitName.Test}', because it has no rows. Give Stage(...) a test share.");

        GateResult[] results = [.. plan.Gates.Select(gate => Check(plan, gate, test, best))];
        if (results.All(result => result.Passed))
            return new ValidatedModel(best, results.ToValueList());

        string missed = string.Join("; ", results.Where(result => !result.Passed).Select(result =>
            $"{result.Gate} is not met: {InWords(result.Value)}"));
        throw new StageException(
            $"{plan.Name}: {missed} ({best.Learner.Name}, {test.Rows.ToString(CultureInfo.InvariantCulture)} test rows). "
            + "Nothing was registered or deployed. Improve the features or the learners, or lower the bound in Require(...).");
    }

    private static TrainedModel Choose(ValidationPlan plan, IReadOnlyList<TrainedModel> models)
    {
        TrainedModel[] unmeasured = [.. models.Where(model => Find(model, SplitName.Validation) is null)];
        if (unmeasured.Length > 0)
            throw new StageException(
                $"{plan.Name}: {models.Count} models can't be compared, because {string.Join(", ", unmeasured.Select(model => model.Learner.Name))} "
                + $"{(unmeasured.Length == 1 ? "has" : "have")} no metrics on the split '{SplitName.Validation}'. Give Stage(...) a validation share.");

        // A NaN loses against every number; the first of equals wins, so that the choice repeats.
        return models.Aggregate((best, model) => Score(model) > Score(best) || (double.IsNaN(Score(best)) && !double.IsNaN(Score(model))) ? model : best);
    }

    private static GateResult Check(ValidationPlan plan, GatePlan gate, Evaluation test, TrainedModel model)
    {
        if (test.Metrics.FirstOrDefault(metric => metric.Name == gate.Metric) is not { } metric)
            throw new StageException(
                $"{plan.Name}: {model.Learner.Name} has no metric '{gate.Metric}'; it has {string.Join(", ", test.Metrics.Select(known => known.Name))}. "
                + "Name one of these in Require(...).");
        bool passed = gate.Comparison switch
        {
            GateComparison.AtLeast => metric.Value >= gate.Bound,
            GateComparison.Above => metric.Value > gate.Bound,
            GateComparison.AtMost => metric.Value <= gate.Bound,
            _ => metric.Value < gate.Bound,
        };
        return new GateResult(gate.ToString(), metric.Value, passed);
    }

    // Four digits, unless that would hide the difference to a bound such as 0.8.
    private static string InWords(double value) =>
        value.ToString(Math.Abs(value - Math.Round(value, 2)) < 0.0001 ? "R" : "0.####", CultureInfo.InvariantCulture);

    private static double Score(TrainedModel model)
    {
        Evaluation evaluation = model.On(SplitName.Validation);
        return evaluation[evaluation.Primary];
    }

    private static Evaluation? Find(TrainedModel model, string split) => model.Evaluations.FirstOrDefault(evaluation => evaluation.Split == split);
}
