using MlOps.Sdk.Models;

namespace MlOps.Sdk.Training;

/// <summary>A golden row, and what BigQuery predicts for it.</summary>
/// <param name="Vector">The features.</param>
/// <param name="Scores">The probability of true, that of each class, or the number; null if a feature is missing, so that BigQuery would put the mean there.</param>
internal sealed record PredictedRow(GoldenVector Vector, double[]? Scores)
{
    /// <summary>The scores that a scorer gives.</summary>
    public float[] ScoresOf(IScorer scorer)
    {
        float[] scores = new float[scorer.ScoreCount];
        scorer.Score(Vector.Vector.AsSpan(), scores);
        return scores;
    }

    /// <summary>The greatest distance of a scorer's scores from these.</summary>
    public double DistanceOf(ReadOnlySpan<float> scores)
    {
        double greatest = 0;
        for (int index = 0; Scores is not null && index < scores.Length; index++)
        {
            double distance = Math.Abs(Scores[index] - scores[index]);
            // A score that is no number is as far away as can be.
            greatest = Math.Max(greatest, double.IsNaN(distance) ? double.PositiveInfinity : distance);
        }

        return greatest;
    }
}
