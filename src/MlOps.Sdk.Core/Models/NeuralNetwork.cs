using System.Buffers;

namespace MlOps.Sdk.Models;

/// <summary>Scores by dense layers of units: a multilayer perceptron of any library.</summary>
public sealed class NeuralNetwork : IScorer
{
    // Up to so many numbers between two layers are kept on the stack.
    private const int OnStack = 512;

    private readonly ScoreOutput _output;
    private readonly DenseSums[] _layers;
    private readonly Activation[] _activations;
    private readonly int _widest;

    /// <summary>Makes a scorer of its parameters.</summary>
    /// <exception cref="ModelBundleException">The parameters contradict one another.</exception>
    public NeuralNetwork(NetworkParameters parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        parameters.Validate();
        if (parameters.Layers is null)
            throw ScorerParameters.Invalid("there are no layers");

        List<DenseSums> layers = [];
        int width = parameters.FeatureCount;
        foreach ((int index, DenseLayer layer) in parameters.Layers.Index())
        {
            if (layer is null)
                throw ScorerParameters.Invalid($"layer {index} is null");
            if (!Enum.IsDefined(layer.Activation))
                throw ScorerParameters.Invalid($"layer {index}: the activation {(int)layer.Activation} is unknown");
            layers.Add(DenseSums.Of($"layer {index}", layer.Weights, layer.Biases, width));
            width = layer.Biases.Count;
        }

        layers.Add(DenseSums.Of("the scores", parameters.Weights, parameters.Biases, width));
        _layers = [.. layers];
        _activations = [.. parameters.Layers.Select(layer => layer.Activation)];
        _widest = _layers.Max(layer => Math.Max(layer.Inputs, layer.Units));
        _output = new ScoreOutput(parameters);
        FeatureCount = parameters.FeatureCount;
    }

    /// <inheritdoc />
    public int FeatureCount { get; }

    /// <inheritdoc />
    public int ScoreCount => _layers[^1].Units;

    /// <inheritdoc />
    public void Score(ReadOnlySpan<float> features, Span<float> scores)
    {
        _output.RequireLengths(FeatureCount, features, scores);
        if (_widest <= OnStack)
        {
            Span<double> stack = stackalloc double[2 * OnStack];
            Score(features, scores, stack[.._widest], stack[OnStack..]);
            return;
        }

        double[] rented = ArrayPool<double>.Shared.Rent(2 * _widest);
        Score(features, scores, rented.AsSpan(0, _widest), rented.AsSpan(_widest, _widest));
        ArrayPool<double>.Shared.Return(rented);
    }

    private void Score(ReadOnlySpan<float> features, Span<float> scores, Span<double> entering, Span<double> sums)
    {
        for (int slot = 0; slot < features.Length; slot++)
            entering[slot] = features[slot];
        for (int layer = 0; layer < _activations.Length; layer++)
        {
            _layers[layer].AddUp(entering, sums, withBiases: true);
            Activate(_activations[layer], sums[.._layers[layer].Units]);
            Span<double> left = sums;
            sums = entering;
            entering = left;
        }

        // The output adds the biases, as it does for every kind of model.
        _layers[^1].AddUp(entering, sums, withBiases: false);
        _output.Write(sums[..ScoreCount], scores);
    }

    private static void Activate(Activation activation, Span<double> sums)
    {
        switch (activation)
        {
            case Activation.Relu:
                foreach (ref double sum in sums)
                    sum = Math.Max(sum, 0);
                break;
            case Activation.Tanh:
                foreach (ref double sum in sums)
                    sum = Math.Tanh(sum);
                break;
            case Activation.Sigmoid:
                foreach (ref double sum in sums)
                    sum = 1 / (1 + Math.Exp(-sum));
                break;
        }
    }
}
