namespace MlOps.Sdk.Models;

/// <summary>A trained model reduced to its parameters: turns a feature vector into scores.</summary>
/// <remarks>Thread-safe, and allocates nothing per call.</remarks>
public interface IScorer
{
    /// <summary>The length of the feature vector.</summary>
    int FeatureCount { get; }

    /// <summary>How many scores there are: 1 for binary and regression, one for each class for multiclass.</summary>
    int ScoreCount { get; }

    /// <summary>Scores a feature vector.</summary>
    /// <param name="features">The vector, <see cref="FeatureCount"/> long; NaN stands for a missing value.</param>
    /// <param name="scores">
    /// Receives the scores. Binary: the probability of true. Multiclass: the probability of each class, in the order of the manifest's classes.
    /// Regression: the value. NaN where a linear model meets a missing value.
    /// </param>
    /// <exception cref="ArgumentException">A span has another length.</exception>
    void Score(ReadOnlySpan<float> features, Span<float> scores);
}
