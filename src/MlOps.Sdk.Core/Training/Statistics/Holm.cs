namespace MlOps.Sdk.Training.Statistics;

/// <summary>Holm's step-down correction: with it the probability that any of several true hypotheses is rejected is at most alpha.</summary>
internal static class Holm
{
    /// <summary>The level of each test, in the order of the p-values: a hypothesis is rejected if its p-value is at most that.</summary>
    public static double[] Levels(IReadOnlyList<double> pValues, double alpha)
    {
        int[] order = [.. Enumerable.Range(0, pValues.Count).OrderBy(index => pValues[index])];
        double[] levels = new double[order.Length];
        double level = 0;
        bool stopped = false;
        for (int rank = 0; rank < order.Length; rank++)
        {
            // Once a hypothesis isn't rejected no later one is: they keep its level, which their p-values lie above.
            if (!stopped)
                level = alpha / (order.Length - rank);
            levels[order[rank]] = level;
            stopped |= pValues[order[rank]] > level;
        }

        return levels;
    }
}
