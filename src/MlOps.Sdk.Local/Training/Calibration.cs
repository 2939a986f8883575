using MlOps.Sdk.Data;
using MlOps.Sdk.Models;
using MlOps.Sdk.Stages;
using MlOps.Sdk.Training.Statistics;

namespace MlOps.Sdk.Training;

/// <summary>Collects what a binary classifier says of the validation split, and corrects its probabilities by a sigmoid.</summary>
internal sealed class Calibration(IScorer scorer)
{
    // A probability of exactly 0 or 1 has no log-odds.
    private const double Certain = 1e-7;

    private readonly List<double> _odds = [];
    private readonly List<bool> _labels = [];

    public void Add(FeatureMatrix block)
    {
        float[] vector = new float[block.Width], score = new float[1];
        for (int row = 0; row < block.Rows; row++)
        {
            block.Read(row, vector);
            scorer.Score(vector, score);
            double probability = Math.Clamp((double)score[0], Certain, 1 - Certain);
            _odds.Add(Math.Log(probability / (1 - probability)));
            _labels.Add(((LabelColumn.Truths)block.Label).Values[row]);
        }
    }

    /// <summary>The parameters with another slope and offset: the sigmoid is applied to the sums, as the old one was.</summary>
    /// <exception cref="StageException">The split doesn't tell.</exception>
    public ScorerParameters Complete(ScorerParameters parameters, string stage)
    {
        if (!_labels.Contains(true) || !_labels.Contains(false))
            throw new StageException($"{stage}: the split '{SplitName.Validation}' has {_labels.Count} rows with one label, so there is nothing to calibrate by. Give it a greater share in Stage(...).");
        (double slope, double offset) = PlattScaling.Fit([.. _odds], [.. _labels]);
        if (!(slope > 0))
            throw new StageException($"{stage}: on the split '{SplitName.Validation}' the model is right no more often than wrong, so there is nothing to calibrate. Improve the features, or leave Calibrate() out.");
        // The old log-odds are −(s·x + o); those of the sigmoid over them are slope · that + offset.
        return parameters with { Slope = slope * parameters.Slope, Offset = (slope * parameters.Offset) - offset };
    }
}
