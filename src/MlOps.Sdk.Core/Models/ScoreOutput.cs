namespace MlOps.Sdk.Models;

internal sealed class ScoreOutput(ScorerParameters parameters)
{
    /// <summary>Up to so many scores the sums are kept on the stack.</summary>
    internal const int OnStack = 64;

    private readonly ScoreTransform _transform = parameters.Transform;
    private readonly double[] _biases = parameters.Biases.ToArray();
    private readonly double _slope = parameters.Slope;
    private readonly double _offset = parameters.Offset;

    internal void RequireLengths(int featureCount, ReadOnlySpan<float> features, Span<float> scores)
    {
        if (features.Length != featureCount)
            throw new ArgumentException($"The model takes {featureCount} features, was given {features.Length}.", nameof(features));
        if (scores.Length != _biases.Length)
            throw new ArgumentException($"The model gives {_biases.Length} scores, was given room for {scores.Length}.", nameof(scores));
    }

    internal void Write(Span<double> sums, Span<float> scores)
    {
        for (int score = 0; score < sums.Length; score++)
            sums[score] += _biases[score];

        switch (_transform)
        {
            case ScoreTransform.Identity:
                scores[0] = (float)sums[0];
                break;
            case ScoreTransform.Logistic:
                scores[0] = (float)(1 / (1 + Math.Exp((_slope * sums[0]) + _offset)));
                break;
            default:
                WriteSoftmax(sums, scores);
                break;
        }
    }

    private static void WriteSoftmax(Span<double> sums, Span<float> scores)
    {
        // The greatest sum is taken off first, so that no exponential overflows.
        double greatest = double.NegativeInfinity;
        foreach (double sum in sums)
            greatest = Math.Max(greatest, sum);

        double total = 0;
        for (int score = 0; score < sums.Length; score++)
        {
            sums[score] = Math.Exp(sums[score] - greatest);
            total += sums[score];
        }

        for (int score = 0; score < sums.Length; score++)
            scores[score] = (float)(sums[score] / total);
    }
}
