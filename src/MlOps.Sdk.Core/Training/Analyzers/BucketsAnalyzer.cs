using MlOps.Sdk.Algebra;
using MlOps.Sdk.Algebra.Translation;
using MlOps.Sdk.Plans;

namespace MlOps.Sdk.Training.Analyzers;

/// <summary>One-hot over the quantiles, and a slot for missing values.</summary>
internal sealed class BucketsAnalyzer : AnalyzerRecipe
{
    public override Type Plan => typeof(BucketsPlan);

    public override IReadOnlyList<string> Methods => [nameof(Feature.Buckets)];

    public override FeaturePlan? Read(FeatureCall call)
    {
        ScalarNode? value = call.Number(0);
        return call.Constant<int>(1, "the number of buckets") is { } count && value is not null ? new(call.Name, value, new BucketsPlan(count)) : null;
    }

    public override string Describe(AnalyzerPlan plan, string value) => $"one-hot over {((BucketsPlan)plan).Count} quantiles of {value}";

    public override IEnumerable<string> Problems(FeaturePlan feature) => feature.Analyzer is BucketsPlan { Count: var count } && count is < 2 or > 1000
        ? [$"the number of buckets must be 2 to 1000, was {count}."]
        : [];

    public override Func<IReadOnlyList<FittedFeature>> Ask(FeaturePlan feature, TrainingQuestions questions)
    {
        int count = ((BucketsPlan)feature.Analyzer!).Count;
        ScalarNode value = MissingValue.AsNull(feature.Value);
        Func<double?>[] quantiles = [.. Enumerable.Range(1, count - 1).Select(part => questions.Number(AggregateKind.Quantile, value, (double)part / count))];
        return () =>
        {
            if (quantiles[0]() is null)
            {
                questions.ReportNoValues(feature);
                return [];
            }

            double[] ends = [.. quantiles.Select(quantile => quantile()!.Value).Where(double.IsFinite).Distinct().Order()];
            ScalarNode bucket = BucketOf(feature.Value, ends, 0);
            if (MissingValue.Test(feature.Value) is { } missing)
                bucket = new ConditionalNode(missing, ConstantNode.Of(ends.Length + 1L), bucket);
            return [new(feature.Name, bucket, ends.Length + 2)];
        };
    }

    // The ends are asked for by halves, so that a thousand buckets take ten comparisons.
    private static ScalarNode BucketOf(ScalarNode value, ReadOnlySpan<double> ends, long first)
    {
        if (ends.IsEmpty)
            return ConstantNode.Of(first);
        int middle = ends.Length / 2;
        return new ConditionalNode(
            FunctionTable.Call("less_or_equal", value, ConstantNode.Of(ends[middle])),
            BucketOf(value, ends[..middle], first),
            BucketOf(value, ends[(middle + 1)..], first + middle + 1));
    }
}
