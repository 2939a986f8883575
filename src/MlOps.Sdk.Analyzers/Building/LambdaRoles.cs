using Microsoft.CodeAnalysis;

namespace MlOps.Sdk.Analyzers.Building;

/// <summary>The methods that take lambdas, and what each makes of them.</summary>
internal static class LambdaRoles
{
    // Methods are told apart by the parameter where one takes several lambdas.
    private static readonly Dictionary<string, LambdaRole> s_roles = new(StringComparer.Ordinal)
    {
        ["Where"] = LambdaRole.Scalar,
        ["Select"] = LambdaRole.Row,
        ["GroupBy"] = LambdaRole.Key,
        ["Join.key"] = LambdaRole.Key,
        ["Join.otherKey"] = LambdaRole.Key,
        ["Join.result"] = LambdaRole.Row,
        ["LeftJoin.key"] = LambdaRole.Key,
        ["LeftJoin.otherKey"] = LambdaRole.Key,
        ["LeftJoin.result"] = LambdaRole.Row,
        ["OrderBy"] = LambdaRole.Scalar,
        ["OrderByDescending"] = LambdaRole.Scalar,
        ["ThenBy"] = LambdaRole.Scalar,
        ["ThenByDescending"] = LambdaRole.Scalar,
        ["Count"] = LambdaRole.Scalar,
        ["DistinctCount"] = LambdaRole.Scalar,
        ["Sum"] = LambdaRole.Scalar,
        ["Average"] = LambdaRole.Scalar,
        ["Min"] = LambdaRole.Scalar,
        ["Max"] = LambdaRole.Scalar,
        ["StandardDeviation"] = LambdaRole.Scalar,
        ["Quantile"] = LambdaRole.Scalar,
        ["NotNull"] = LambdaRole.Scalar,
        ["Between.value"] = LambdaRole.Scalar,
        ["Between.setting"] = LambdaRole.Property,
        ["OneOf.value"] = LambdaRole.Scalar,
        ["OneOf.setting"] = LambdaRole.Property,
        ["Matches"] = LambdaRole.Scalar,
        ["References"] = LambdaRole.Scalar,
        ["Fresh"] = LambdaRole.Scalar,
        ["Similar"] = LambdaRole.Scalar,
        ["That"] = LambdaRole.Scalar,
        ["Unique"] = LambdaRole.Scalar,
        ["SplitByHash"] = LambdaRole.Key,
        ["SplitStratified.by"] = LambdaRole.Scalar,
        ["SplitStratified.key"] = LambdaRole.Key,
        ["SplitByTime"] = LambdaRole.Scalar,
        ["SplitByColumn"] = LambdaRole.Scalar,
        ["PartitionBy"] = LambdaRole.Key,
        ["ClusterBy"] = LambdaRole.Key,
        ["Binary"] = LambdaRole.Scalar,
        ["Multiclass"] = LambdaRole.Scalar,
        ["Regression"] = LambdaRole.Scalar,
        ["Features.features"] = LambdaRole.Features,
        ["Features.sharing"] = LambdaRole.Key,
        ["Require"] = LambdaRole.Gate,
        ["RequireEach.slice"] = LambdaRole.Key,
        ["RequireEach.gate"] = LambdaRole.Gate,
        ["BeatChampion.by"] = LambdaRole.Property,
        ["BeatChampion.slices"] = LambdaRole.Key,
    };

    public static LambdaRole Of(IParameterSymbol parameter) => Of(parameter.ContainingSymbol.Name, parameter.Name);

    public static LambdaRole Of(string method, string parameter) =>
        s_roles.TryGetValue(method, out LambdaRole role) || s_roles.TryGetValue($"{method}.{parameter}", out role) ? role : LambdaRole.Unknown;
}
