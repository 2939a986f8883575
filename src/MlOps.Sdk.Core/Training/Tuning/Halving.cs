namespace MlOps.Sdk.Training;

/// <summary>The rungs that the trials of a batch climb: on each, the best third goes on to three times as many rows.</summary>
/// <remarks>
/// Successive halving (Jamieson and Talwalkar, "Non-stochastic Best Arm Identification and Hyperparameter Optimization", AISTATS 2016), by thirds as in
/// "Hyperband" (Li et al., JMLR 2018); together with a Parzen estimator that proposes the batch, as in "BOHB" (Falkner, Klein and Hutter, ICML 2018).
/// </remarks>
internal static class Halving
{
    private const int Kept = 3;

    /// <summary>On fewer rows luck would rank.</summary>
    private const int LeastRows = 1_000;

    /// <summary>The shares of the rows, ascending; the last is 1.</summary>
    /// <param name="halvings">How often the weaker trials are dropped at most; less if there are too few rows for that.</param>
    /// <param name="rows">How many rows there are.</param>
    public static IReadOnlyList<double> Shares(int halvings, long rows) =>
        [.. Enumerable.Range(0, halvings + 1).Select(rung => ShareAfter(halvings - rung)).Where(share => share >= 1 || share * rows >= LeastRows)];

    /// <summary>The share that is left after the weaker ones were dropped so often.</summary>
    public static double ShareAfter(int halvings) => 1 / Math.Pow(Kept, halvings);

    /// <summary>How many of so many trials go on.</summary>
    public static int Survivors(int trials) => (trials + Kept - 1) / Kept;
}
