namespace MlOps.Sdk.Testing.Emulator.BigQuery.Models;

/// <summary>A type of models.</summary>
/// <param name="Name">As CREATE MODEL has it.</param>
/// <param name="Resource">As models.get has it.</param>
/// <param name="Family">What is learnt.</param>
/// <param name="IsClassifier">Whether it tells classes; else numbers.</param>
internal sealed record ModelType(string Name, string Resource, ModelFamily Family, bool IsClassifier)
{
    private static readonly ModelType[] All =
    [
        new("LINEAR_REG", "LINEAR_REGRESSION", ModelFamily.Linear, IsClassifier: false),
        new("LOGISTIC_REG", "LOGISTIC_REGRESSION", ModelFamily.Linear, IsClassifier: true),
        new("BOOSTED_TREE_REGRESSOR", "BOOSTED_TREE_REGRESSOR", ModelFamily.Trees, IsClassifier: false),
        new("BOOSTED_TREE_CLASSIFIER", "BOOSTED_TREE_CLASSIFIER", ModelFamily.Trees, IsClassifier: true),
        new("DNN_REGRESSOR", "DNN_REGRESSOR", ModelFamily.Network, IsClassifier: false),
        new("DNN_CLASSIFIER", "DNN_CLASSIFIER", ModelFamily.Network, IsClassifier: true),
    ];

    public static ModelType Of(string name) => All.FirstOrDefault(type => type.Name == name) ?? throw Shape.NotEmulated($"a model of type {name}");
}
