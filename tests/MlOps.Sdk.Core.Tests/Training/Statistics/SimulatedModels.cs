using MlOps.Sdk.Plans;
using MlOps.Sdk.Training;

namespace MlOps.Sdk.Core.Tests.Training.Statistics;

/// <summary>Pairs of models whose predictions are as alike as those of two trainings on one table: a common part, and noise of each one's own.</summary>
internal sealed class SimulatedModels(int seed)
{
    private readonly Random _random = new(seed);

    /// <summary>Two binary classifiers of the same skill, but for the signal that the challenger has more.</summary>
    /// <param name="rows">How many rows.</param>
    /// <param name="rate">The share of positives.</param>
    /// <param name="gain">How much more signal the challenger has, by row.</param>
    /// <param name="correlation">How much of the noise is common.</param>
    public (Predictions Champion, Predictions Challenger) Binary(int rows, double rate = 0.2, Func<int, double>? gain = null, double correlation = 0.8)
    {
        bool[] truths = new bool[rows];
        float[] before = new float[rows], after = new float[rows];
        for (int row = 0; row < rows; row++)
        {
            truths[row] = _random.NextDouble() < rate;
            (double one, double other) = Pair(correlation);
            double offset = Math.Log(rate / (1 - rate));
            before[row] = Logistic(offset + (truths[row] ? Signal : 0) + one);
            after[row] = Logistic(offset + (truths[row] ? Signal + (gain?.Invoke(row) ?? 0) : 0) + other);
        }

        return (Of(before), Of(after));

        Predictions Of(float[] scores) => new() { Task = TaskKind.Binary, Scores = scores, Truths = truths };
    }

    /// <summary>Two classifiers of four classes.</summary>
    public (Predictions Champion, Predictions Challenger) Multiclass(int rows, double gain = 0, double correlation = 0.8)
    {
        const int Classes = 4;
        int[] codes = new int[rows];
        float[] before = new float[rows * Classes], after = new float[rows * Classes];
        for (int row = 0; row < rows; row++)
        {
            codes[row] = Math.Min(Classes - 1, (int)(_random.NextDouble() * _random.NextDouble() * 6));
            double[] one = new double[Classes], other = new double[Classes];
            for (int place = 0; place < Classes; place++)
            {
                (one[place], other[place]) = Pair(correlation);
                one[place] += codes[row] == place ? Signal : 0;
                other[place] += codes[row] == place ? Signal + gain : 0;
            }

            Softmax(one, before.AsSpan(row * Classes, Classes));
            Softmax(other, after.AsSpan(row * Classes, Classes));
        }

        return (Of(before), Of(after));

        Predictions Of(float[] scores) => new() { Task = TaskKind.Multiclass, Scores = scores, Width = Classes, Codes = codes };
    }

    /// <summary>Two regressions whose residuals have heavy tails.</summary>
    public (Predictions Champion, Predictions Challenger) Regression(int rows, double gain = 0, double correlation = 0.8)
    {
        double[] labels = new double[rows];
        float[] before = new float[rows], after = new float[rows];
        for (int row = 0; row < rows; row++)
        {
            double truth = 10 * Normal();
            // A tail of exponential scale: some rows are missed by much more than others, by both.
            double scale = -Math.Log(1 - _random.NextDouble());
            (double one, double other) = Pair(correlation);
            labels[row] = truth;
            before[row] = (float)(truth + (4 * scale * one));
            after[row] = (float)(truth + (4 * (1 - gain) * scale * other));
        }

        return (Of(before), Of(after));

        Predictions Of(float[] scores) => new() { Task = TaskKind.Regression, Scores = scores, Numbers = labels };
    }

    /// <summary>What separates positives from negatives, in standard deviations: an AUC of 0.80.</summary>
    public const double Signal = 1.19;

    private (double One, double Other) Pair(double correlation)
    {
        double common = Math.Sqrt(correlation) * Normal(), own = Math.Sqrt(1 - correlation);
        return (common + (own * Normal()), common + (own * Normal()));
    }

    private double Normal() => Math.Sqrt(-2 * Math.Log(1 - _random.NextDouble())) * Math.Cos(2 * Math.PI * _random.NextDouble());

    private static float Logistic(double sum) => (float)(1 / (1 + Math.Exp(-sum)));

    private static void Softmax(double[] sums, Span<float> scores)
    {
        double total = sums.Sum(Math.Exp);
        for (int place = 0; place < sums.Length; place++)
            scores[place] = (float)(Math.Exp(sums[place]) / total);
    }
}
