using System.Globalization;
using System.Text.Json.Nodes;

namespace MlOps.Sdk.Testing.Emulator.BigQuery.Models.Networks;

/// <summary>The options of deep networks.</summary>
internal sealed record NetworkOptions : TrainingOptions
{
    private const int LargestBatch = 1024;

    /// <summary>The units of each hidden layer.</summary>
    public required IReadOnlyList<int> HiddenUnits { get; init; }

    public required Activation Activation { get; init; }

    public required string Optimizer { get; init; }

    public required double LearnRate { get; init; }

    public required double L1 { get; init; }

    public required int BatchSize { get; init; }

    public required string Version { get; init; }

    public static NetworkOptions Of(OptionReader reader)
    {
        reader.Only("dropout", 0.0);
        reader.Only("enable_global_explain", false);
        reader.Only("category_encoding_method", "ONE_HOT_ENCODING");
        return new NetworkOptions
        {
            HiddenUnits = Units(reader.Value("hidden_units")),
            Activation = Activation.Of(reader.Word("activation_fn", "RELU", [.. Activation.Names])),
            Optimizer = reader.Word("optimizer", "ADAM", "ADAM", "ADAGRAD", "RMSPROP", "SGD"),
            LearnRate = reader.Number("learn_rate", 0.001),
            L1 = reader.Number("l1_reg", 0),
            L2 = reader.Number("l2_reg", 0),
            BatchSize = (int)reader.Whole("batch_size", LargestBatch),
            MaxIterations = reader.Whole("max_iterations", 20),
            LeastProgress = ReadLeastProgress(reader),
            Version = reader.Word("tf_version", "1.15", "1.15", "2.8.0"),
        };
    }

    public override JsonObject ToJson() => new()
    {
        ["hiddenUnits"] = new JsonArray([.. HiddenUnits.Select(units => (JsonNode)units.ToString(CultureInfo.InvariantCulture))]),
        ["activationFn"] = Activation.Name,
        ["optimizer"] = Optimizer,
        ["learnRate"] = LearnRate,
        ["l1Regularization"] = L1,
        ["batchSize"] = BatchSize.ToString(CultureInfo.InvariantCulture),
        ["tfVersion"] = Version,
        ["dropout"] = 0.0,
    };

    private static int[] Units(object? value) => value switch
    {
        null => throw Shape.NotEmulated("a network without OPTIONS(hidden_units = […])"),
        IReadOnlyList<object?> { Count: > 0 } units when units.All(each => each is long and >= 1 and <= int.MaxValue) => [.. units.Select(each => (int)(long)each!)],
        _ => throw ModelOptions.Invalid("Option hidden_units must be an ARRAY of INT64 of 1 at least"),
    };
}
