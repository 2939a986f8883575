namespace MlOps.Sdk.Testing.Emulator.BigQuery.Models.Networks;

/// <summary>Hidden layers, and one of logits.</summary>
internal sealed class DenseNetwork
{
    private const int Seed = 1;

    private readonly Activation _activation;
    private readonly float[][] _values;
    private readonly float[][] _slopes;

    /// <summary>Makes a network whose weights are by chance, and always the same.</summary>
    /// <param name="inputs">How many inputs there are.</param>
    /// <param name="hidden">The units of each hidden layer.</param>
    /// <param name="logits">How many logits there are.</param>
    /// <param name="activation">What hidden units make of their sums.</param>
    public DenseNetwork(int inputs, IReadOnlyList<int> hidden, int logits, Activation activation)
    {
        Random random = new(Seed);
        int[] widths = [inputs, .. hidden, logits];
        Layers = [.. widths.Skip(1).Select((units, layer) => new DenseLayer(widths[layer], units, random))];
        _activation = activation;
        _values = [.. widths.Select(width => new float[width])];
        _slopes = [.. widths.Select(width => new float[width])];
    }

    /// <summary>The layers, that of logits last.</summary>
    public IReadOnlyList<DenseLayer> Layers { get; }

    /// <summary>The logits of a row, until the next row.</summary>
    public ReadOnlySpan<float> Logits(ReadOnlySpan<float> inputs)
    {
        inputs.CopyTo(_values[0]);
        for (int layer = 0; layer < Layers.Count; layer++)
        {
            Layers[layer].Forward(_values[layer], _values[layer + 1]);
            if (layer < Layers.Count - 1)
            {
                foreach (ref float value in _values[layer + 1].AsSpan())
                    value = _activation.Function(value);
            }
        }

        return _values[^1];
    }

    /// <summary>Adds the row whose logits were asked for last to the gradients.</summary>
    /// <param name="byLogits">How its loss changes by each logit.</param>
    public void Learn(ReadOnlySpan<float> byLogits)
    {
        byLogits.CopyTo(_slopes[^1]);
        for (int layer = Layers.Count - 1; layer >= 0; layer--)
        {
            // Nobody asks for the loss by the inputs of the first.
            Span<float> slopes = layer == 0 ? [] : _slopes[layer];
            Layers[layer].Backward(_values[layer], _slopes[layer + 1], slopes);
            for (int i = 0; i < slopes.Length; i++)
                slopes[i] *= _activation.Slope(_values[layer][i]);
        }
    }
}
