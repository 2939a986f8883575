using System.Globalization;

namespace MlOps.Sdk.Testing.Emulator.BigQuery.Models.Networks;

/// <summary>A deep network.</summary>
/// <remarks>
/// An export is a SavedModel of TensorFlow with the variables that an estimator's network has, and a graph which gives, for the columns of the table, what
/// ML.PREDICT gives. Null is no value of TensorFlow: a number that is missing must be replaced by its mean before. No TensorFlow has judged the graph.
/// </remarks>
/// <param name="rows">What it was trained on.</param>
/// <param name="features">The columns of its matrix.</param>
/// <param name="inputs">The features in the order of the network's inputs.</param>
/// <param name="activation">What hidden units make of their sums.</param>
/// <param name="network">The weights.</param>
/// <param name="loss">What logits mean.</param>
/// <param name="steps">How many batches it has learnt from.</param>
/// <param name="warehouse">Where files and tables are made.</param>
internal sealed class NetworkModel(
    TrainingRows rows,
    IReadOnlyList<FeatureEncoding> features,
    IReadOnlyList<NetworkInput> inputs,
    Activation activation,
    DenseNetwork network,
    NetworkLoss loss,
    long steps,
    Warehouse warehouse)
    : EncodedModel(rows, features, warehouse)
{
    // A network keeps the values of the row that it was asked for last.
    private readonly Lock _asking = new();

    public override string ExportFormat => "ML_TF_SAVED_MODEL";

    /// <summary>The features in the order of the network's inputs.</summary>
    public IReadOnlyList<NetworkInput> NetworkInputs => inputs;

    /// <summary>The inputs of a row.</summary>
    public static float[] Row(IReadOnlyList<NetworkInput> inputs, ReadOnlySpan<object?> encoded)
    {
        float[] row = new float[inputs[^1].First + inputs[^1].Width];
        foreach (NetworkInput input in inputs)
            input.Write((double)encoded[input.Place]!, row);
        return row;
    }

    public override IReadOnlyList<ModelFile> Export()
    {
        Dictionary<string, Tensor> variables = new(StringComparer.Ordinal);
        foreach ((string name, DenseLayer layer) in NetworkGraph.NamesOf(network).Zip(network.Layers))
        {
            variables[name + "/kernel"] = Tensor.Of(layer.Kernel, layer.Inputs, layer.Units);
            variables[name + "/bias"] = Tensor.Of(layer.Bias, layer.Units);
        }

        variables["global_step"] = Tensor.Of(steps);
        return [new ModelFile("saved_model.pb", new NetworkGraph(this, network, activation).SavedModel(variables)), .. TensorBundle.Of(variables)];
    }

    protected override void WriteScores(WarehouseSession session, string matrix, string file)
    {
        using StreamWriter lines = new(file);
        lock (_asking)
        {
            foreach (object?[] row in session.Rows(matrix))
                lines.Write(string.Join(',', loss.Scores(network.Logits(Row(inputs, row))).Select(score => score.ToString("R", CultureInfo.InvariantCulture))) + "\n");
        }
    }
}
