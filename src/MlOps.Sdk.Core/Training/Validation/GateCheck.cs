using System.Globalization;
using MlOps.Sdk.Data;
using MlOps.Sdk.Plans;
using MlOps.Sdk.Stages;
using MlOps.Sdk.Training.Statistics;

namespace MlOps.Sdk.Training;

/// <summary>Holds a model to bounds on its metrics.</summary>
internal sealed class GateCheck(ValidationPlan plan, TrainedModel model)
{
    private const int MostNamed = 10;

    /// <summary>The metrics on the test split, as the trainer has computed them.</summary>
    /// <exception cref="StageException">There are none.</exception>
    public Evaluation Test { get; } = model.Evaluations.FirstOrDefault(evaluation => evaluation.Split == SplitName.Test)
        ?? throw new StageException(
            $"{plan.Name}: {model.Learner.Name} has no metrics on the split '{SplitName.Test}', because it has no rows. Give Stage(...) a test share.");

    /// <summary>The gates over all test rows.</summary>
    public IEnumerable<GateResult> Check() => plan.Gates.Select(gate =>
    {
        if (Test.Metrics.FirstOrDefault(metric => metric.Name == gate.Metric) is not { } metric)
            throw new StageException(
                $"{plan.Name}: {model.Learner.Name} has no metric '{gate.Metric}'; it has {string.Join(", ", Test.Metrics.Select(known => known.Name))}. "
                + "Name one of these in Require(...).");
        return new GateResult(gate.ToString(), metric.Value, Holds(gate, metric.Value));
    });

    /// <summary>The gates of each slice that has the rows for it, and in which the metric is defined.</summary>
    public IEnumerable<GateResult> Check(SliceGatePlan gate, SliceTable table, Predictions predictions)
    {
        foreach ((Slice slice, int[] rows) in table.Slices(gate.By, gate.MinimumRows))
        {
            Predictions part = predictions.Take(rows);
            if (!RowMetrics.IsDefined(gate.Gate.Metric, part))
                continue;
            double value = part.Evaluate(SplitName.Test)[gate.Gate.Metric];
            yield return new(gate.Gate.ToString(), value, Holds(gate.Gate, value)) { Slice = slice };
        }
    }

    /// <summary>What is said of gates that are not met; all of them in one message.</summary>
    public StageException Missed(IReadOnlyList<GateResult> gates, ValidatedModel evidence)
    {
        GateResult[] missed = [.. gates.Where(gate => !gate.Passed)];
        string named = string.Join("; ", missed.Take(MostNamed).Select(InWords))
            + (missed.Length > MostNamed ? string.Create(CultureInfo.InvariantCulture, $"; {missed.Length - MostNamed} more") : "");
        string remedy = missed.All(gate => gate.IsServing)
            ? "Train a smaller model, or raise the bound in RequireLatency(...) or RequireSize(...)."
            : $"Improve the features or the learners, or lower the bound in {(missed.Any(gate => gate.Slice is null && !gate.IsServing) ? "Require" : "RequireEach")}(...).";
        return new StageException(
            $"{plan.Name}: {named} ({model.Learner.Name}, {Test.Rows.ToString(CultureInfo.InvariantCulture)} test rows). Nothing was registered or deployed. {remedy}")
        {
            Evidence = evidence,
        };
    }

    private static bool Holds(GatePlan gate, double value) => gate.Comparison switch
    {
        GateComparison.AtLeast => value >= gate.Bound,
        GateComparison.Above => value > gate.Bound,
        GateComparison.AtMost => value <= gate.Bound,
        _ => value < gate.Bound,
    };

    private static string InWords(GateResult gate) => $"{(gate.Slice is { } slice ? $"{slice}: " : "")}{gate.Gate} is not met: {InWords(gate.Value)}";

    // Four digits, unless that would hide the difference to a bound such as 0.8.
    private static string InWords(double value) =>
        value.ToString(Math.Abs(value - Math.Round(value, 2)) < 0.0001 ? "R" : "0.####", CultureInfo.InvariantCulture);
}
