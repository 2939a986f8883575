using MlOps.Sdk.Algebra;
using MlOps.Sdk.Algebra.Translation;
using MlOps.Sdk.Data;
using MlOps.Sdk.Plans;

namespace MlOps.Sdk.Training.Analyzers;

/// <summary>The parts of a day or an instant, each a feature.</summary>
internal sealed class DatePartsAnalyzer : AnalyzerRecipe
{
    private static readonly (string Name, string Function)[] s_parts =
    [
        ("Year", "year"), ("Month", "month"), ("Day", "day"), ("DayOfWeek", "day_of_week"), ("DayOfYear", "day_of_year"), ("Hour", "hour"),
    ];

    public override Type Plan => typeof(DatePartsPlan);

    public override IReadOnlyList<string> Methods => [nameof(Feature.DateParts)];

    public override FeaturePlan? Read(FeatureCall call) => call.Value(0) is { } value ? new(call.Name, value, new DatePartsPlan()) : null;

    public override string Describe(AnalyzerPlan plan, string value) => $"the parts of {value}";

    public override bool MayBeMissing(FeaturePlan feature) => feature.Value.Nullable;

    public override Func<IReadOnlyList<FittedFeature>> Ask(FeaturePlan feature, TrainingQuestions questions) => () =>
    [
        .. s_parts.Take(feature.Value.Type == DataType.Date ? s_parts.Length - 1 : s_parts.Length).Select(part =>
            new FittedFeature($"{feature.Name}.{part.Name}", new CastNode(FunctionTable.Call(part.Function, feature.Value), DataType.Double))),
    ];
}
