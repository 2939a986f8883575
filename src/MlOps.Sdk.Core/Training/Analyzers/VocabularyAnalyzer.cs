using MlOps.Sdk.Algebra;
using MlOps.Sdk.Algebra.Translation;
using MlOps.Sdk.Plans;

namespace MlOps.Sdk.Training.Analyzers;

/// <summary>One-hot over the most frequent values, and a slot for all others.</summary>
internal sealed class VocabularyAnalyzer : AnalyzerRecipe
{
    public override Type Plan => typeof(VocabularyPlan);

    public override IReadOnlyList<string> Methods => [nameof(Feature.Vocabulary)];

    public override FeaturePlan? Read(FeatureCall call)
    {
        ScalarNode? value = call.Category(0);
        return call.Constant<int>(1, "the size") is { } size && value is not null ? new(call.Name, value, new VocabularyPlan(size)) : null;
    }

    public override string Describe(AnalyzerPlan plan, string value) => $"one-hot over the {((VocabularyPlan)plan).Size} most frequent {value}";

    public override IEnumerable<string> Problems(FeaturePlan feature) => feature.Analyzer is VocabularyPlan { Size: var size } && size is < 1 or > 10_000
        ? [$"the size of a vocabulary must be 1 to 10000, was {size}."]
        : [];

    public override Func<IReadOnlyList<FittedFeature>> Ask(FeaturePlan feature, TrainingQuestions questions)
    {
        Func<IReadOnlyList<object>> values = questions.MostFrequent(feature.Value, ((VocabularyPlan)feature.Analyzer!).Size);
        return () =>
        {
            IReadOnlyList<object> found = values();
            if (found.Count > 0)
                return [new(feature.Name, FunctionTable.Call("vocabulary_index", [feature.Value, .. found.Select(ConstantNode.Of)]), found.Count + 1)];
            questions.ReportNoValues(feature);
            return [];
        };
    }
}
