using MlOps.Sdk.Plans;
using MlOps.Sdk.Training.Statistics;

namespace MlOps.Sdk.Training;

/// <summary>Tests a challenger against a champion on the same rows: over all of them, and in each slice at a level corrected for their number.</summary>
internal sealed class ChampionTest(ChampionPlan plan, int seed, CancellationToken cancellationToken)
{
    // Fewer may all agree by chance, and leave the bootstrap no doubt.
    private const int FewestRows = 20;

    // Fewer of either label say next to nothing about an order of both.
    private const int FewestOfALabel = 10;

    private readonly bool _lessIsBetter = RowMetrics.LessIsBetter(plan.Metric);

    /// <summary>The comparison over all rows.</summary>
    public Comparison Compare(Predictions champion, Predictions challenger) =>
        Judge(Prepare(null, champion, challenger, plan.Margin), plan.Alpha);

    /// <summary>The comparison in each slice; a slice is worse only if it is so at a level that Holm's method has corrected.</summary>
    public IReadOnlyList<Comparison> Compare(IEnumerable<(Slice Slice, int[] Rows)> slices, Predictions champion, Predictions challenger)
    {
        List<Prepared> prepared = [.. slices.Select(slice => Prepare(slice.Slice, champion.Take(slice.Rows), challenger.Take(slice.Rows), -plan.Tolerance))];
        Prepared[] tested = [.. prepared.Where(one => one.Test is not null)];
        double[] levels = Holm.Levels([.. tested.Select(one => one.PValue)], plan.Alpha);
        Dictionary<Prepared, double> levelOf = new(tested.Zip(levels, KeyValuePair.Create), ReferenceEqualityComparer.Instance);
        return [.. prepared.Select(one => Judge(one, levelOf.GetValueOrDefault(one)))];
    }

    private Prepared Prepare(Slice? slice, Predictions champion, Predictions challenger, double margin)
    {
        RowMetric before = RowMetrics.Of(plan.Metric, champion), after = RowMetrics.Of(plan.Metric, challenger);
        ushort[] once = new ushort[challenger.Rows];
        Array.Fill(once, (ushort)1);
        Comparison plain = new(plan.Metric, slice, challenger.Rows, before.Of(once), after.Of(once), ComparisonVerdict.NotEnoughEvidence)
        {
            LessIsBetter = _lessIsBetter,
            Margin = margin,
        };
        if (FindObstacle(plain, challenger) is { } obstacle)
            return new(plain with { Test = obstacle }, null, double.NaN);

        DifferenceTest test = RowMetrics.IsAccuracy(plan.Metric) && margin == 0
            ? McNemar(champion, challenger)
            : Resample(plain, before, after, challenger);
        return new(plain, test, test.PValue(margin));
    }

    private static string? FindObstacle(Comparison plain, Predictions rows)
    {
        if (rows.Rows < FewestRows)
            return FormattableString.Invariant($"it takes {FewestRows} rows");
        if (rows.Task == TaskKind.Binary && RowMetrics.NeedsBothLabels(plain.Metric))
        {
            int positives = rows.Truths.Count(truth => truth);
            if (Math.Min(positives, rows.Rows - positives) < FewestOfALabel)
                return FormattableString.Invariant($"{positives} of the rows are true and {rows.Rows - positives} false; it takes {FewestOfALabel} of each");
        }

        if (double.IsFinite(plain.Champion) && double.IsFinite(plain.Challenger))
            return null;
        return FormattableString.Invariant($"the metric isn't defined: {plain.Champion} for the champion, {plain.Challenger} for the challenger");
    }

    private static McNemarTest McNemar(Predictions champion, Predictions challenger)
    {
        (bool Before, bool After)[] right = [.. champion.Right().Zip(challenger.Right())];
        return new(right.Count(row => row is (false, true)), right.Count(row => row is (true, false)), right.Length);
    }

    private BootstrapTest Resample(Comparison plain, RowMetric before, RowMetric after, Predictions rows)
    {
        double error = Bootstrap.StandardErrors(rows.Rows, plan.Resamples, seed, [counts => after.Of(counts) - before.Of(counts)], cancellationToken)[0];
        return new(Gain(plain.Difference), error, rows.Cases, plan.Resamples);
    }

    private Comparison Judge(Prepared prepared, double alpha)
    {
        if (prepared.Test is not { } test)
            return prepared.Comparison;
        (double low, double high) = test.Interval(alpha);
        ComparisonVerdict verdict = low > prepared.Comparison.Margin ? ComparisonVerdict.Better
            : high < prepared.Comparison.Margin ? ComparisonVerdict.Worse
            : ComparisonVerdict.NotEnoughEvidence;
        return prepared.Comparison with
        {
            Verdict = verdict,
            Low = _lessIsBetter ? -high : low,
            High = _lessIsBetter ? -low : high,
            Alpha = alpha,
            PValue = prepared.PValue,
            Detectable = test.Detectable(alpha),
            Test = test.Name,
        };
    }

    private double Gain(double difference) => _lessIsBetter ? -difference : difference;

    private sealed record Prepared(Comparison Comparison, DifferenceTest? Test, double PValue);
}
