using System.Text.Json.Nodes;

namespace MlOps.Sdk.Testing.Emulator.BigQuery.Models.Linear;

/// <summary>The options of linear and logistic regressions.</summary>
internal sealed record LinearOptions : TrainingOptions
{
    public static LinearOptions Of(OptionReader reader)
    {
        // They say how BigQuery gets to the minimum, not where it is.
        reader.Pass("early_stop", "min_rel_progress", "learn_rate", "learn_rate_strategy", "ls_init_learn_rate", "optimize_strategy", "warm_start", "enable_global_explain");
        reader.Only("l1_reg", 0.0);
        reader.Only("fit_intercept", true);
        reader.Only("calculate_p_values", false);
        reader.Only("category_encoding_method", "ONE_HOT_ENCODING");
        return new LinearOptions { MaxIterations = reader.Whole("max_iterations", 20), L2 = reader.Number("l2_reg", 0) };
    }

    public override JsonObject ToJson() => [];
}
