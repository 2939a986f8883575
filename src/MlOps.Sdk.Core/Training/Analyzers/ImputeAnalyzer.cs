using MlOps.Sdk.Algebra;
using MlOps.Sdk.Algebra.Translation;
using MlOps.Sdk.Data;
using MlOps.Sdk.Plans;

namespace MlOps.Sdk.Training.Analyzers;

/// <summary>The value, with a mean, a median or a constant in the place of a missing one.</summary>
internal sealed class ImputeAnalyzer : AnalyzerRecipe
{
    public override Type Plan => typeof(ImputePlan);

    public override IReadOnlyList<string> Methods => [nameof(Feature.Impute), nameof(Feature.ImputeMedian)];

    public override FeaturePlan? Read(FeatureCall call)
    {
        ScalarNode? value = call.Number(0);
        if (call.Count == 1)
            return value is null ? null : new(call.Name, value, new ImputePlan(call.Method == nameof(Feature.Impute) ? Imputation.Mean : Imputation.Median));
        if (call.Constant<double>(1, "what stands in") is not { } constant)
            return null;
        if (!double.IsFinite(constant))
            return call.Problem("what stands in must be a finite number");

        // There is nothing to learn.
        return value is null ? null : new(call.Name, MissingValue.Replaced(value, ConstantNode.Of(constant)));
    }

    public override string Describe(AnalyzerPlan plan, string value) =>
        $"{value}, its {(((ImputePlan)plan).By == Imputation.Mean ? "mean" : "median")} where it is missing";

    public override Func<IReadOnlyList<FittedFeature>> Ask(FeaturePlan feature, TrainingQuestions questions)
    {
        ScalarNode value = MissingValue.AsNull(feature.Value);
        bool byMean = ((ImputePlan)feature.Analyzer!).By == Imputation.Mean;
        Func<double?> middle = byMean ? questions.Number(AggregateKind.Mean, value) : questions.Number(AggregateKind.Quantile, value, 0.5);
        Func<double?> deviation = byMean ? questions.Number(AggregateKind.StandardDeviation, value) : () => null;
        return () =>
        {
            if (!questions.IsFinite(feature, middle(), out double found))
                return [];
            double constant = !byMean ? found : deviation() is { } spread and > 0 ? Statistic.Round(found, spread) : Statistic.Round(found);
            return [new(feature.Name, MissingValue.Replaced(feature.Value, ConstantNode.Of(constant)))];
        };
    }
}
