using MlOps.Sdk.Algebra;
using MlOps.Sdk.Algebra.Translation;
using MlOps.Sdk.Data;
using MlOps.Sdk.Plans;

namespace MlOps.Sdk.Training.Analyzers;

/// <summary>(value − mean) / standard deviation.</summary>
internal sealed class StandardizeAnalyzer : AnalyzerRecipe
{
    public override Type Plan => typeof(StandardizePlan);

    public override IReadOnlyList<string> Methods => [nameof(Feature.Standardize)];

    public override FeaturePlan? Read(FeatureCall call) => call.Number(0) is { } value ? new(call.Name, value, new StandardizePlan()) : null;

    public override string Describe(AnalyzerPlan plan, string value) => $"standardized {value}";

    public override Func<IReadOnlyList<FittedFeature>> Ask(FeaturePlan feature, TrainingQuestions questions)
    {
        ScalarNode value = MissingValue.AsNull(feature.Value);
        Func<double?> mean = questions.Number(AggregateKind.Mean, value);
        Func<double?> deviation = questions.Number(AggregateKind.StandardDeviation, value);
        return () =>
        {
            if (!questions.IsFinite(feature, mean(), out double center))
                return [];

            // A single row, or rows that are all equal, have no spread to divide by.
            double spread = deviation() is { } found and > 0 ? Statistic.Round(found) : 1;
            ConstantNode middle = ConstantNode.Of(Statistic.Round(center, spread));
            ScalarNode distance = FunctionTable.Call("subtract", MissingValue.Replaced(feature.Value, middle), middle);
            return [new(feature.Name, FunctionTable.Call("divide", distance, ConstantNode.Of(spread)))];
        };
    }
}
