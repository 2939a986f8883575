using MlOps.Sdk.Algebra;
using MlOps.Sdk.Algebra.Translation;
using MlOps.Sdk.Data;
using MlOps.Sdk.Plans;

namespace MlOps.Sdk.Training.Analyzers;

/// <summary>One-hot over buckets of a hash, of one value or of several crossed.</summary>
internal sealed class HashAnalyzer : AnalyzerRecipe
{
    public override Type Plan => typeof(HashPlan);

    public override IReadOnlyList<string> Methods => [nameof(Feature.Hash), nameof(Feature.Cross)];

    public override FeaturePlan? Read(FeatureCall call)
    {
        bool crossed = call.Method == nameof(Feature.Cross);
        IReadOnlyList<ScalarNode>? values = crossed ? call.Keys(1) : call.Key(0) is { } value ? [value] : null;
        if (call.Constant<int>(crossed ? 0 : 1, "the number of buckets") is not { } buckets || values is null)
            return null;
        return crossed && values.Count < 2
            ? call.Problem("a cross is of at least two values; write Feature.Hash for one")
            : new(call.Name, KeyBucket.Fingerprint(values.ToValueList()), new HashPlan(buckets));
    }

    public override string Describe(AnalyzerPlan plan, string value) => $"one-hot over {((HashPlan)plan).Buckets} buckets of {value}";

    public override IEnumerable<string> Problems(FeaturePlan feature) => feature.Analyzer is HashPlan { Buckets: var buckets } && buckets is < 2 or > 10_000
        ? [$"the number of buckets must be 2 to 10000, was {buckets}."]
        : [];

    public override Func<IReadOnlyList<FittedFeature>> Ask(FeaturePlan feature, TrainingQuestions questions)
    {
        int buckets = ((HashPlan)feature.Analyzer!).Buckets;
        return () => [new(feature.Name, KeyBucket.Of(feature.Value, buckets), buckets)];
    }
}
