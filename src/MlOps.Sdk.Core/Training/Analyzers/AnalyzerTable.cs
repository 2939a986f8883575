using MlOps.Sdk.Plans;

namespace MlOps.Sdk.Training.Analyzers;

/// <summary>The analyzers that there are.</summary>
internal static class AnalyzerTable
{
    private static readonly AnalyzerRecipe[] s_all =
    [
        new StandardizeAnalyzer(),
        new MinMaxAnalyzer(),
        new BucketsAnalyzer(),
        new ImputeAnalyzer(),
        new VocabularyAnalyzer(),
        new OneHotAnalyzer(),
        new HashAnalyzer(),
        new DatePartsAnalyzer(),
        new BagOfWordsAnalyzer(),
    ];

    private static readonly Dictionary<Type, AnalyzerRecipe> s_byPlan = s_all.ToDictionary(recipe => recipe.Plan);

    private static readonly Dictionary<string, AnalyzerRecipe> s_byMethod =
        s_all.SelectMany(recipe => recipe.Methods, (recipe, method) => (method, recipe)).ToDictionary(pair => pair.method, pair => pair.recipe, StringComparer.Ordinal);

    public static AnalyzerRecipe Of(AnalyzerPlan plan) => s_byPlan[plan.GetType()];

    public static AnalyzerRecipe Of(string method) => s_byMethod[method];
}
