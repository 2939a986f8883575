namespace MlOps.Sdk.Training.Statistics;

/// <summary>The sigmoid that makes probabilities of scores which only put rows in order (Platt 1999), fitted as Lin, Lin and Weng (2007) do it.</summary>
internal static class PlattScaling
{
    private const int MostSteps = 100;
    private const double Ridge = 1e-12;
    private const double Settled = 1e-9;

    /// <summary>The slope and the offset of the likeliest p = 1 / (1 + exp(−(slope · score + offset))).</summary>
    /// <param name="scores">The scores; log-odds, for instance.</param>
    /// <param name="labels">What is true.</param>
    public static (double Slope, double Offset) Fit(double[] scores, bool[] labels)
    {
        double positives = labels.Count(label => label), negatives = labels.Length - positives;
        // Not 1 and 0: the rows may all be told apart, and the sigmoid would become a step.
        double ofTrue = (positives + 1) / (positives + 2), ofFalse = 1 / (negatives + 2);
        double[] targets = [.. labels.Select(label => label ? ofTrue : ofFalse)];
        double slope = 0, offset = Math.Log((positives + 1) / (negatives + 1)), loss = Loss(scores, targets, slope, offset);
        for (int step = 0; step < MostSteps; step++)
        {
            (double towardsSlope, double towardsOffset, double gradient) = Newton(scores, targets, slope, offset);
            if (gradient < Settled * scores.Length)
                break;
            double part = 1, better = double.NaN;
            for (; part > 1e-10; part /= 2)
            {
                better = Loss(scores, targets, slope + (part * towardsSlope), offset + (part * towardsOffset));
                if (better < loss)
                    break;
            }

            if (!(better < loss))
                break;
            (slope, offset, loss) = (slope + (part * towardsSlope), offset + (part * towardsOffset), better);
        }

        return (slope, offset);
    }

    private static (double Slope, double Offset, double Gradient) Newton(double[] scores, double[] targets, double slope, double offset)
    {
        double ofSlope = 0, ofOffset = 0, curvature = Ridge, mixed = 0, level = Ridge;
        for (int row = 0; row < scores.Length; row++)
        {
            double probability = 1 / (1 + Math.Exp(-((slope * scores[row]) + offset)));
            double error = targets[row] - probability, weight = probability * (1 - probability);
            ofSlope += error * scores[row];
            ofOffset += error;
            curvature += weight * scores[row] * scores[row];
            mixed += weight * scores[row];
            level += weight;
        }

        double determinant = (curvature * level) - (mixed * mixed);
        return (
            ((level * ofSlope) - (mixed * ofOffset)) / determinant,
            ((curvature * ofOffset) - (mixed * ofSlope)) / determinant,
            Math.Max(Math.Abs(ofSlope), Math.Abs(ofOffset)));
    }

    // −t·z + log(1 + e^z), without an exponential that overflows.
    private static double Loss(double[] scores, double[] targets, double slope, double offset)
    {
        double loss = 0;
        for (int row = 0; row < scores.Length; row++)
        {
            double odds = (slope * scores[row]) + offset;
            loss += Math.Max(odds, 0) + Math.Log(1 + Math.Exp(-Math.Abs(odds))) - (targets[row] * odds);
        }

        return loss;
    }
}
