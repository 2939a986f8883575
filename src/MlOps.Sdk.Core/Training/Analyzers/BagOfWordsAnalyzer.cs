using MlOps.Sdk.Algebra;
using MlOps.Sdk.Algebra.Translation;
using MlOps.Sdk.Data;
using MlOps.Sdk.Plans;

namespace MlOps.Sdk.Training.Analyzers;

/// <summary>A feature for each of the most frequent words: whether the text has it.</summary>
internal sealed class BagOfWordsAnalyzer : AnalyzerRecipe
{
    public override Type Plan => typeof(BagOfWordsPlan);

    public override IReadOnlyList<string> Methods => [nameof(Feature.BagOfWords)];

    public override FeaturePlan? Read(FeatureCall call)
    {
        ScalarNode? text = call.Value(0);
        return call.Constant<int>(1, "the size") is { } size && text is not null ? new(call.Name, text, new BagOfWordsPlan(size)) : null;
    }

    public override string Describe(AnalyzerPlan plan, string value) => $"the {((BagOfWordsPlan)plan).Size} most frequent words of {value}";

    public override IEnumerable<string> Problems(FeaturePlan feature) => feature.Analyzer is BagOfWordsPlan { Size: var size } && size is < 1 or > 1000
        ? [$"the size of a bag of words must be 1 to 1000, was {size}."]
        : [];

    public override Func<IReadOnlyList<FittedFeature>> Ask(FeaturePlan feature, TrainingQuestions questions)
    {
        Func<IReadOnlyList<string>> words = questions.MostFrequentWords(feature.Value, ((BagOfWordsPlan)feature.Analyzer!).Size);
        return () =>
        {
            IReadOnlyList<string> found = words();
            if (found.Count == 0)
                questions.Report(feature, "has no word in all training rows, so there is nothing to learn. Leave the feature out, or see how it is computed.");
            CallNode text = FunctionTable.Call("words", feature.Value);
            return [.. found.Select(word => new FittedFeature($"{feature.Name}=\"{word}\"", Has(text, word)))];
        };
    }

    private static CastNode Has(ScalarNode text, string word)
    {
        ScalarNode has = FunctionTable.Call("contains", text, ConstantNode.Of($" {word} "));
        return new(has.Nullable ? FunctionTable.Call("coalesce", has, ConstantNode.Of(false)) : has, DataType.Double);
    }
}
