using MlOps.Sdk.Algebra;
using MlOps.Sdk.Algebra.Translation;
using MlOps.Sdk.Data;
using MlOps.Sdk.Plans;

namespace MlOps.Sdk.Training.Analyzers;

/// <summary>One-hot over stated values, and a slot for all others.</summary>
internal sealed class OneHotAnalyzer : AnalyzerRecipe
{
    public override Type Plan => typeof(OneHotPlan);

    public override IReadOnlyList<string> Methods => [nameof(Feature.OneHot)];

    public override FeaturePlan? Read(FeatureCall call)
    {
        ScalarNode? value = call.Category(0);
        IReadOnlyList<ConstantNode>? values = call.Constants(1, "the values");
        if (value is null || values is null)
            return null;
        return values.FirstOrDefault(constant => constant.Type != value.Type || constant.Value is null) is { } stranger
            ? call.Problem($"{stranger.Text ?? "null"} is no {value.Type}; the values must be such and not null, as null has the slot of all others")
            : new(call.Name, value, new OneHotPlan(values.ToValueList()));
    }

    public override string Describe(AnalyzerPlan plan, string value) =>
        $"one-hot over {value} of {string.Join(", ", ((OneHotPlan)plan).Values.Select(constant => constant.Text))}";

    public override IEnumerable<string> Problems(FeaturePlan feature)
    {
        ValueList<ConstantNode> values = ((OneHotPlan)feature.Analyzer!).Values;
        if (values.Count is < 1 or > 10_000)
            yield return $"there must be 1 to 10000 values, were {values.Count}. Write Feature.OneHot(f.Size, \"Small\", \"Large\").";
        foreach (IGrouping<ConstantNode, ConstantNode> twice in values.GroupBy(value => value).Where(group => group.Count() > 1))
            yield return $"the value {twice.Key.Text} is stated twice.";
    }

    public override Func<IReadOnlyList<FittedFeature>> Ask(FeaturePlan feature, TrainingQuestions questions)
    {
        ValueList<ConstantNode> values = ((OneHotPlan)feature.Analyzer!).Values;
        return () => [new(feature.Name, FunctionTable.Call("vocabulary_index", [feature.Value, .. values]), values.Count + 1)];
    }
}
