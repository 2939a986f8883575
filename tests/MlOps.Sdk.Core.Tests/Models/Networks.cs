using MlOps.Sdk.Data;
using MlOps.Sdk.Models;

namespace MlOps.Sdk.Core.Tests.Models;

internal static class Networks
{
    /// <summary>The example in the documentation of <see cref="ScorerParameters"/>.</summary>
    public static NetworkParameters Documented { get; } = new()
    {
        FeatureCount = 2,
        Transform = ScoreTransform.Logistic,
        Biases = [-0.5],
        Layers = [new DenseLayer([[1, 0.5], [0, -1], [2, 2]], [0, 0.25, -1], Activation.Relu)],
        Weights = [[1.5, -0.5, 1]],
    };

    /// <summary>A network of these widths, from the features to the scores.</summary>
    public static NetworkParameters Of(int seed, Activation activation, params int[] widths)
    {
        Random random = new(seed);
        DenseLayer[] layers = [.. widths.Skip(1).Zip(widths, (units, inputs) => new DenseLayer(
            Enumerable.Range(0, units).Select(_ => Numbers(random, inputs)).ToValueList(), Numbers(random, units), activation))];
        return new NetworkParameters
        {
            FeatureCount = widths[0],
            Transform = widths[^1] == 1 ? ScoreTransform.Identity : ScoreTransform.Softmax,
            Biases = layers[^1].Biases,
            Layers = [.. layers[..^1]],
            Weights = layers[^1].Weights,
        };
    }

    private static ValueList<double> Numbers(Random random, int count) => Enumerable.Range(0, count).Select(_ => random.NextDouble() - 0.5).ToValueList();
}
