using System.Globalization;
using MlOps.Sdk.Testing.Emulator.BigQuery.Models.Linear;
using MlOps.Sdk.Testing.Emulator.BigQuery.Models.Networks;
using MlOps.Sdk.Testing.Emulator.BigQuery.Models.Trees;
using MlOps.Sdk.Testing.Emulator.Http;

namespace MlOps.Sdk.Testing.Emulator.BigQuery.Models;

/// <summary>The OPTIONS of CREATE MODEL that are understood here; others are refused.</summary>
/// <param name="Type">What is trained.</param>
/// <param name="Label">The column to predict.</param>
/// <param name="Split">AUTO_SPLIT, NO_SPLIT or CUSTOM.</param>
/// <param name="SplitColumn">Of a custom split, what says which rows are for evaluation.</param>
/// <param name="Training">The type's own.</param>
internal sealed record ModelOptions(ModelType Type, string Label, string Split, string? SplitColumn, TrainingOptions Training)
{
    public static ModelOptions Of(IReadOnlyDictionary<string, object?> options)
    {
        OptionReader reader = new(options);
        ModelType type = ModelType.Of(reader.Text("model_type")?.ToUpperInvariant() ?? throw Invalid("CREATE MODEL requires the option model_type"));
        string[] labels = reader.Value("input_label_cols") is IReadOnlyList<object?> given ? [.. given.Select(each => Convert.ToString(each, CultureInfo.InvariantCulture)!)] : ["label"];
        if (labels.Length != 1)
            throw Invalid($"A model of type {type.Name} has one label, not {labels.Length}");
        string split = reader.Word("data_split_method", "AUTO_SPLIT", "AUTO_SPLIT", "NO_SPLIT", "CUSTOM");
        string? splitColumn = reader.Text("data_split_col");
        if (split == "CUSTOM" != splitColumn is not null)
            throw Invalid("DATA_SPLIT_COL and DATA_SPLIT_METHOD = 'CUSTOM' go together");
        reader.Only("auto_class_weights", false);
        TrainingOptions training = type.Family switch
        {
            ModelFamily.Linear => LinearOptions.Of(reader),
            ModelFamily.Trees => TreeOptions.Of(reader),
            ModelFamily.Network => NetworkOptions.Of(reader),
            _ => throw new ArgumentOutOfRangeException(nameof(options)),
        };
        reader.CheckRest();
        return new ModelOptions(type, labels[0], split, splitColumn, training);
    }

    public static EmulatorException Invalid(string message) => new(400, "invalidQuery", message);
}
