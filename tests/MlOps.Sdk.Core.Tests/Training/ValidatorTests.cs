using MlOps.Sdk.Data;
using MlOps.Sdk.Plans;
using MlOps.Sdk.Stages;
using MlOps.Sdk.Training;

namespace MlOps.Sdk.Core.Tests.Training;

public sealed class ValidatorTests
{
    private static readonly ValidationPlan Plan = new()
    {
        Name = "validate",
        Gates = [new GatePlan("AreaUnderRocCurve", GateComparison.AtLeast, 0.8), new GatePlan("LogLoss", GateComparison.Below, 0.5)],
    };

    [Fact]
    public void Of_several_models_the_best_on_the_validation_split_is_held_to_the_gates_on_the_test_split()
    {
        ValidatedModel validated = new Validator().Validate(Plan, [Model("a", 0.7, 0.99), Model("b", 0.9, 0.85), Model("c", double.NaN, 0.99)]);
        Assert.Equal("b", validated.Model.Learner.Name);
        Assert.Equal([new GateResult("AreaUnderRocCurve >= 0.8", 0.85, true), new GateResult("LogLoss < 0.5", 0.4, true)], validated.Gates);
    }

    [Fact]
    public void A_model_without_a_number_loses_to_one_with_one_and_the_first_of_equals_wins()
    {
        Assert.Equal("b", new Validator().Validate(Plan, [Model("a", double.NaN, 0.9), Model("b", 0.5, 0.9)]).Model.Learner.Name);
        Assert.Equal("a", new Validator().Validate(Plan, [Model("a", 0.5, 0.9), Model("b", 0.5, 0.9)]).Model.Learner.Name);
    }

    [Theory]
    [InlineData(0.7931, "validate: AreaUnderRocCurve >= 0.8 is not met: 0.7931 (a, 10 test rows). Nothing was registered or deployed.")]
    [InlineData(0.79999999, "validate: AreaUnderRocCurve >= 0.8 is not met: 0.79999999 (a, 10 test rows). Nothing was registered or deployed.")]
    [InlineData(double.NaN, "validate: AreaUnderRocCurve >= 0.8 is not met: NaN (a, 10 test rows). Nothing was registered or deployed.")]
    public void A_gate_that_is_not_met_is_named_with_the_value(double value, string message) => Assert.StartsWith(
        message, Assert.Throws<StageException>(() => new Validator().Validate(Plan, [Model("a", 0.5, value)])).Message);

    [Fact]
    public void What_cannot_be_compared_or_measured_is_said()
    {
        Assert.Contains(
            "because a has no metrics on the split 'validation'",
            Assert.Throws<StageException>(() => new Validator().Validate(Plan, [Model("a", null, 0.9), Model("b", 0.5, 0.9)])).Message);
        Assert.Contains(
            "has no metric 'RSquared'; it has AreaUnderRocCurve, LogLoss.",
            Assert.Throws<StageException>(() => new Validator().Validate(
                Plan with { Gates = [new GatePlan("RSquared", GateComparison.Above, 0)] }, [Model("a", 0.5, 0.9)])).Message);
    }

    private static TrainedModel Model(string name, double? validation, double test) => new(
        new OwnLearner(name),
        new DataFile("artifact:x", 1, "x"),
        [.. validation is { } value ? (Evaluation[])[On(SplitName.Validation, value)] : [], On(SplitName.Test, test)]);

    private static Evaluation On(string split, double auc) =>
        new(split, TaskKind.Binary, 10, [new Metric("AreaUnderRocCurve", auc), new Metric("LogLoss", 0.4)]);
}
