namespace MlOps.Sdk.Testing.Emulator.BigQuery.Models.Networks;

/// <summary>What logits mean, and what a row loses by them.</summary>
/// <param name="classes">How many there are; 0 for a regression.</param>
internal sealed class NetworkLoss(int classes)
{
    /// <summary>A regression has one logit, its number, and two classes have one for the probability of the second.</summary>
    public int Logits => classes > 2 ? classes : 1;

    /// <summary>The probability of each class, or the number.</summary>
    public double[] Scores(ReadOnlySpan<float> logits)
    {
        switch (classes)
        {
            case 0:
                return [logits[0]];
            case 2:
                double second = 1 / (1 + Math.Exp(-logits[0]));
                return [1 - second, second];
            default:
                double[] scores = new double[logits.Length];
                float greatest = float.NegativeInfinity;
                foreach (float logit in logits)
                    greatest = Math.Max(greatest, logit);
                for (int i = 0; i < scores.Length; i++)
                    scores[i] = Math.Exp(logits[i] - greatest);
                double sum = scores.Sum();
                for (int i = 0; i < scores.Length; i++)
                    scores[i] /= sum;
                return scores;
        }
    }

    /// <summary>The loss of a row: the square of its error, or the cross entropy.</summary>
    /// <param name="scores">Its scores.</param>
    /// <param name="target">The class, or the number.</param>
    public double Of(double[] scores, double target) =>
        classes == 0 ? (scores[0] - target) * (scores[0] - target) : -Math.Log(Math.Max(scores[(int)target], 1e-15));

    /// <summary>How the loss changes by each logit.</summary>
    public void Slopes(double[] scores, double target, Span<float> slopes)
    {
        if (classes == 0)
        {
            slopes[0] = (float)(2 * (scores[0] - target));
            return;
        }

        if (classes == 2)
        {
            slopes[0] = (float)(scores[1] - target);
            return;
        }

        for (int i = 0; i < slopes.Length; i++)
            slopes[i] = (float)(scores[i] - (i == (int)target ? 1 : 0));
    }
}
