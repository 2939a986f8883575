using MlOps.Sdk.Data;

namespace MlOps.Sdk.Models;

/// <summary>Scores by weighted sums of the features: linear, logistic or softmax regression.</summary>
public sealed class LinearModel : IScorer
{
    private readonly ScoreOutput _output;
    private readonly double[][] _weights;

    /// <summary>Makes a scorer of its parameters.</summary>
    /// <exception cref="ModelBundleException">The parameters contradict one another.</exception>
    public LinearModel(LinearParameters parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        parameters.Validate();
        if (parameters.Weights is null || parameters.Weights.Count != parameters.Biases.Count)
            throw ScorerParameters.Invalid($"there are {parameters.Weights?.Count ?? 0} lists of weights for {parameters.Biases.Count} biases");
        foreach (ValueList<double> weights in parameters.Weights)
        {
            if (weights is null || weights.Count != parameters.FeatureCount)
                throw ScorerParameters.Invalid($"there are {weights?.Count ?? 0} weights for {parameters.FeatureCount} features");
            ScorerParameters.RequireFinite("weights", weights);
        }

        FeatureCount = parameters.FeatureCount;
        _output = new ScoreOutput(parameters);
        _weights = parameters.Weights.Select(weights => weights.ToArray()).ToArray();
    }

    /// <inheritdoc />
    public int FeatureCount { get; }

    /// <inheritdoc />
    public int ScoreCount => _weights.Length;

    /// <inheritdoc />
    public void Score(ReadOnlySpan<float> features, Span<float> scores)
    {
        _output.RequireLengths(FeatureCount, features, scores);
        Span<double> sums = stackalloc double[ScoreOutput.OnStack];
        sums = ScoreCount <= sums.Length ? sums[..ScoreCount] : new double[ScoreCount];
        for (int score = 0; score < _weights.Length; score++)
            sums[score] = Dot(_weights[score], features);
        _output.Write(sums, scores);
    }

    private static double Dot(double[] weights, ReadOnlySpan<float> features)
    {
        double sum = 0;
        for (int slot = 0; slot < weights.Length && slot < features.Length; slot++)
            sum += weights[slot] * features[slot];
        return sum;
    }
}
