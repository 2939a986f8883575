using MlOps.Sdk.Algebra;
using MlOps.Sdk.Algebra.Translation;
using MlOps.Sdk.Data;
using MlOps.Sdk.Plans;

namespace MlOps.Sdk.Training.Analyzers;

/// <summary>(value − min) / (max − min), cut off at 0 and 1.</summary>
internal sealed class MinMaxAnalyzer : AnalyzerRecipe
{
    public override Type Plan => typeof(MinMaxPlan);

    public override IReadOnlyList<string> Methods => [nameof(Feature.MinMax)];

    public override FeaturePlan? Read(FeatureCall call) => call.Number(0) is { } value ? new(call.Name, value, new MinMaxPlan()) : null;

    public override string Describe(AnalyzerPlan plan, string value) => $"{value} between its least and greatest value";

    public override Func<IReadOnlyList<FittedFeature>> Ask(FeaturePlan feature, TrainingQuestions questions)
    {
        ScalarNode value = MissingValue.AsNull(feature.Value);
        Func<double?> min = questions.Number(AggregateKind.Min, value);
        Func<double?> max = questions.Number(AggregateKind.Max, value);
        Func<double?> mean = questions.Number(AggregateKind.Mean, value);
        return () =>
        {
            if (!questions.IsFinite(feature, mean(), out double center) || !questions.IsFinite(feature, max() - min(), out double width))
                return [];

            double spread = width > 0 ? width : 1;
            ScalarNode present = MissingValue.Replaced(feature.Value, ConstantNode.Of(Statistic.Round(center, spread)));
            ScalarNode share = FunctionTable.Call(
                "divide", FunctionTable.Call("subtract", present, ConstantNode.Of(min()!.Value)), ConstantNode.Of(spread));
            ScalarNode cut = FunctionTable.Call("min", FunctionTable.Call("max", share, ConstantNode.Of(0.0)), ConstantNode.Of(1.0));
            return [new(feature.Name, cut)];
        };
    }
}
