using MlOps.Sdk.Data;
using MlOps.Sdk.Plans;
using MlOps.Sdk.Stages;
using MlOps.Sdk.Training;

namespace MlOps.Sdk.Core.Tests.Training.Validation;

public sealed class GateTests
{
    private static readonly ValidationPlan Plan = new()
    {
        Name = "validate",
        Gates = [new GatePlan("AreaUnderRocCurve", GateComparison.AtLeast, 0.8), new GatePlan("LogLoss", GateComparison.Below, 0.5)],
    };

    [Fact]
    public void Of_several_models_the_best_on_the_validation_split_is_held_to_the_gates_on_the_test_split()
    {
        TrainedModel best = BestModel.Of(Plan, [Model("a", 0.7, 0.99), Model("b", 0.9, 0.85), Model("c", double.NaN, 0.99)]);
        Assert.Equal("b", best.Learner.Name);
        Assert.Equal([new GateResult("AreaUnderRocCurve >= 0.8", 0.85, true), new GateResult("LogLoss < 0.5", 0.4, true)], new GateCheck(Plan, best).Check());
    }

    [Fact]
    public void A_model_without_a_number_loses_to_one_with_one_and_the_first_of_equals_wins()
    {
        Assert.Equal("b", BestModel.Of(Plan, [Model("a", double.NaN, 0.9), Model("b", 0.5, 0.9)]).Learner.Name);
        Assert.Equal("a", BestModel.Of(Plan, [Model("a", 0.5, 0.9), Model("b", 0.5, 0.9)]).Learner.Name);
    }

    [Theory]
    [InlineData(0.7931, "validate: AreaUnderRocCurve >= 0.8 is not met: 0.7931 (a, 10 test rows). Nothing was registered or deployed. Improve the features")]
    [InlineData(0.79999999, "validate: AreaUnderRocCurve >= 0.8 is not met: 0.79999999 (a, 10 test rows). Nothing was registered or deployed.")]
    [InlineData(double.NaN, "validate: AreaUnderRocCurve >= 0.8 is not met: NaN (a, 10 test rows). Nothing was registered or deployed.")]
    public void A_gate_that_is_not_met_is_named_with_the_value(double value, string message) => Assert.StartsWith(message, Missed(Model("a", 0.5, value)).Message);

    [Fact]
    public void Whatever_is_missed_is_said_at_once_and_kept_as_evidence()
    {
        TrainedModel model = Model("a", 0.5, 0.9);
        GateResult[] results =
        [
            .. new GateCheck(Plan, model).Check(),
            new("AreaUnderRocCurve >= 0.7", 0.6123456, false) { Slice = new("OriginState", "Ohio") },
            new("AreaUnderRocCurve >= 0.7", 0.5, false) { Slice = new("OriginState", null) },
            new("p99 <= 5 ms", 7.25, false) { IsServing = true },
        ];
        ValidatedModel evidence = new(model, results.ToValueList());
        StageException missed = new GateCheck(Plan, model).Missed(results, evidence);
        Assert.StartsWith(
            "validate: OriginState = Ohio: AreaUnderRocCurve >= 0.7 is not met: 0.6123; OriginState is null: AreaUnderRocCurve >= 0.7 is not met: 0.5; "
            + "p99 <= 5 ms is not met: 7.25 (a, 10 test rows). Nothing was registered or deployed.",
            missed.Message,
            StringComparison.Ordinal);
        Assert.Same(evidence, missed.Evidence);
    }

    [Fact]
    public void What_cannot_be_compared_or_measured_is_said()
    {
        Assert.Contains(
            "because a has no metrics on the split 'validation'",
            Assert.Throws<StageException>(() => BestModel.Of(Plan, [Model("a", null, 0.9), Model("b", 0.5, 0.9)])).Message);
        ValidationPlan other = Plan with { Gates = [new GatePlan("RSquared", GateComparison.Above, 0)] };
        Assert.Contains(
            "has no metric 'RSquared'; it has AreaUnderRocCurve, LogLoss.",
            Assert.Throws<StageException>(() => new GateCheck(other, Model("a", 0.5, 0.9)).Check().ToList()).Message);
    }

    [Fact]
    public void What_a_clock_has_measured_is_no_part_of_the_fingerprint_but_the_verdict_is()
    {
        ValidatedModel one = Served(3.1, true), other = Served(3.9, true), slow = Served(7.7, false);
        Assert.Equal(one.ComputeFingerprint(), other.ComputeFingerprint());
        Assert.NotEqual(one.ComputeFingerprint(), slow.ComputeFingerprint());
        Assert.NotEqual(one.ComputeFingerprint(), (one with { Model = Model("b", 0.5, 0.9) }).ComputeFingerprint());

        static ValidatedModel Served(double p99, bool passed) =>
            new(Model("a", 0.5, 0.9), [new GateResult("p99 <= 5 ms", p99, passed) { IsServing = true }]) { Serving = new(p99 / 2, p99, 40, 2000, 12, 1000) };
    }

    private static StageException Missed(TrainedModel model)
    {
        GateCheck check = new(Plan, model);
        GateResult[] results = [.. check.Check()];
        return check.Missed(results, new ValidatedModel(model, results.ToValueList()));
    }

    private static TrainedModel Model(string name, double? validation, double test) => new(
        new OwnLearner(name),
        new DataFile("artifact:x", 1, "x"),
        [.. validation is { } value ? (Evaluation[])[On(SplitName.Validation, value)] : [], On(SplitName.Test, test)]);

    private static Evaluation On(string split, double auc) =>
        new(split, TaskKind.Binary, 10, [new Metric("AreaUnderRocCurve", auc), new Metric("LogLoss", 0.4)]);
}
