using System.Globalization;
using MlOps.Sdk.Testing.Emulator.Http;

namespace MlOps.Sdk.Testing.Emulator.BigQuery.Models;

/// <summary>The OPTIONS of CREATE MODEL that are understood here; others are refused.</summary>
internal sealed record ModelOptions
{
    // They say how BigQuery gets to the minimum, not where it is.
    private static readonly string[] Ways =
        ["early_stop", "min_rel_progress", "learn_rate", "learn_rate_strategy", "ls_init_learn_rate", "optimize_strategy", "warm_start", "enable_global_explain"];

    public required bool IsLogistic { get; init; }

    public required string Label { get; init; }

    public double L2 { get; init; }

    public long MaxIterations { get; init; } = 20;

    /// <summary>AUTO_SPLIT, NO_SPLIT or CUSTOM.</summary>
    public string Split { get; init; } = "AUTO_SPLIT";

    public string? SplitColumn { get; init; }

    public static ModelOptions Of(IReadOnlyDictionary<string, object?> options)
    {
        string type = Text(options, "model_type")?.ToUpperInvariant() ?? throw Invalid("CREATE MODEL requires the option model_type");
        if (type is not ("LINEAR_REG" or "LOGISTIC_REG"))
            throw Shape.NotEmulated($"a model of type {type}");
        string[] labels = options.GetValueOrDefault("input_label_cols") is IReadOnlyList<object?> given ? [.. given.Select(each => Convert.ToString(each, CultureInfo.InvariantCulture)!)] : ["label"];
        if (labels.Length != 1)
            throw Invalid($"A model of type {type} has one label, not {labels.Length}");
        foreach ((string name, object? value) in options)
        {
            bool isDone = name switch
            {
                "model_type" or "input_label_cols" or "l2_reg" or "max_iterations" or "data_split_method" or "data_split_col" => true,
                "l1_reg" => Convert.ToDouble(value, CultureInfo.InvariantCulture) == 0,
                "fit_intercept" => value is true,
                "auto_class_weights" or "calculate_p_values" => value is false,
                "category_encoding_method" => value is string method && method.Equals("ONE_HOT_ENCODING", StringComparison.OrdinalIgnoreCase),
                _ => Ways.Contains(name),
            };
            if (!isDone)
                throw Shape.NotEmulated($"OPTIONS({name} = {value}) of a model");
        }

        string split = Text(options, "data_split_method")?.ToUpperInvariant() ?? "AUTO_SPLIT";
        string? splitColumn = Text(options, "data_split_col");
        if (split is not ("NO_SPLIT" or "AUTO_SPLIT" or "CUSTOM"))
            throw Shape.NotEmulated($"DATA_SPLIT_METHOD {split}");
        if (split == "CUSTOM" != splitColumn is not null)
            throw Invalid("DATA_SPLIT_COL and DATA_SPLIT_METHOD = 'CUSTOM' go together");
        return new ModelOptions
        {
            IsLogistic = type == "LOGISTIC_REG",
            Label = labels[0],
            L2 = Convert.ToDouble(options.GetValueOrDefault("l2_reg") ?? 0.0, CultureInfo.InvariantCulture),
            MaxIterations = Convert.ToInt64(options.GetValueOrDefault("max_iterations") ?? 20L, CultureInfo.InvariantCulture),
            Split = split,
            SplitColumn = splitColumn,
        };
    }

    public static EmulatorException Invalid(string message) => new(400, "invalidQuery", message);

    private static string? Text(IReadOnlyDictionary<string, object?> options, string name) => options.GetValueOrDefault(name) as string;
}
