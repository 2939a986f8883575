using MlOps.Sdk.Data;
using MlOps.Sdk.Plans;

namespace MlOps.Sdk.Training;

/// <summary>Draws the curves of predictions.</summary>
internal static class CurveDrawing
{
    private const int MostPoints = 200;
    private const int Bins = 10;
    private const int MostClasses = 50;
    private const int ResidualBins = 40;

    private static readonly double[] Shares = [0, 0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99, 1];

    public static ModelCurves Of(Predictions rows, ValueList<string> classes)
    {
        if (rows.Rows == 0)
            return new();
        switch (rows.Task)
        {
            case TaskKind.Binary:
                (ValueList<CurvePoint>? roc, ValueList<CurvePoint>? precisionRecall) = Thresholds(rows);
                return new() { Roc = roc, PrecisionRecall = precisionRecall, Calibration = BinsOf(rows), Confusion = ConfusionOf(rows, ["false", "true"]) };
            case TaskKind.Multiclass:
                return new() { Calibration = BinsOf(rows), Confusion = ConfusionOf(rows, classes) };
            default:
                return new() { Residuals = ResidualsOf(rows) };
        }
    }

    public static CalibrationMeasures? CalibrationOf(Predictions rows)
    {
        if (rows.Task == TaskKind.Regression || rows.Rows == 0)
            return null;
        double error = BinsOf(rows).Where(bin => bin.Rows > 0).Sum(bin => (double)bin.Rows / rows.Rows * Math.Abs(bin.Predicted - bin.Observed));
        double brier = 0;
        for (int row = 0; row < rows.Rows; row++)
        {
            if (rows.Task == TaskKind.Binary)
                brier += Square(rows.Scores[row] - (rows.Truths[row] ? 1 : 0));
            for (int place = 0; rows.Task == TaskKind.Multiclass && place < rows.Width; place++)
                brier += Square(rows.ScoresOf(row)[place] - (rows.Codes[row] == place ? 1 : 0));
            // A class that the model doesn't know had a probability of 0.
            brier += rows.Task == TaskKind.Multiclass && rows.Codes[row] < 0 ? 1 : 0;
        }

        return rows.Task == TaskKind.Binary
            ? new(error, brier / rows.Rows, rows.Scores.Average(score => (double)score), rows.Truths.Average(truth => truth ? 1.0 : 0.0))
            : new(error, brier / rows.Rows, double.NaN, double.NaN);
    }

    // Both curves in one walk from the greatest probability down.
    private static (ValueList<CurvePoint>? Roc, ValueList<CurvePoint>? PrecisionRecall) Thresholds(Predictions rows)
    {
        double positives = rows.Truths.Count(truth => truth), negatives = rows.Rows - positives;
        if (positives == 0 || negatives == 0)
            return (null, null);
        int[] order = [.. Enumerable.Range(0, rows.Rows).OrderByDescending(row => rows.Scores[row])];
        List<CurvePoint> roc = [new(0, 0, double.PositiveInfinity)], precisionRecall = [];
        double above = 0, falseAbove = 0;
        for (int index = 0; index < order.Length; index++)
        {
            above += rows.Truths[order[index]] ? 1 : 0;
            falseAbove += rows.Truths[order[index]] ? 0 : 1;
            float score = rows.Scores[order[index]];
            if (index + 1 < order.Length && rows.Scores[order[index + 1]].Equals(score))
                continue;
            roc.Add(new(falseAbove / negatives, above / positives, score));
            precisionRecall.Add(new(above / positives, above / (above + falseAbove), score));
        }

        return (Thin(roc, point => (point.X + point.Y) / 2), Thin(precisionRecall, point => point.X));
    }

    // The first and the last, and between them points at even steps of the way.
    private static ValueList<CurvePoint> Thin(List<CurvePoint> points, Func<CurvePoint, double> progress)
    {
        if (points.Count <= MostPoints)
            return points.ToValueList();
        List<CurvePoint> kept = [points[0]];
        foreach (CurvePoint point in points.Skip(1).SkipLast(1))
        {
            if (progress(point) >= (double)kept.Count / (MostPoints - 1) && kept.Count < MostPoints - 1)
                kept.Add(point);
        }

        return kept.ToValueList().With(points[^1]);
    }

    private static ValueList<CalibrationBin> BinsOf(Predictions rows)
    {
        long[] counts = new long[Bins], hits = new long[Bins];
        double[] sums = new double[Bins];
        bool[] came = rows.Task == TaskKind.Binary ? rows.Truths : rows.Right();
        for (int row = 0; row < rows.Rows; row++)
        {
            double probability = rows.Task == TaskKind.Binary ? rows.Scores[row] : rows.ScoresOf(row)[rows.PredictedClass(row)];
            if (double.IsNaN(probability))
                continue;
            int bin = Math.Clamp((int)(probability * Bins), 0, Bins - 1);
            counts[bin]++;
            sums[bin] += probability;
            hits[bin] += came[row] ? 1 : 0;
        }

        return Enumerable.Range(0, Bins)
            .Select(bin => new CalibrationBin((double)bin / Bins, (bin + 1.0) / Bins, counts[bin], sums[bin] / counts[bin], (double)hits[bin] / counts[bin]))
            .ToValueList();
    }

    private static ConfusionMatrix ConfusionOf(Predictions rows, ValueList<string> classes)
    {
        // The classes with the most rows, in the order of all; the rest is one.
        int[] frequent = [.. Enumerable.Range(0, rows.Rows).Select(row => TrueClass(rows, row)).Where(code => code >= 0)
            .CountBy(code => code).OrderByDescending(one => one.Value).ThenBy(one => one.Key).Take(MostClasses).Select(one => one.Key)];
        int[] shown = classes.Count <= MostClasses ? [.. Enumerable.Range(0, classes.Count)] : [.. frequent.Order()];
        int[] places = new int[classes.Count];
        Array.Fill(places, shown.Length);
        for (int place = 0; place < shown.Length; place++)
            places[shown[place]] = place;

        long[][] counts = [.. Enumerable.Range(0, shown.Length + 1).Select(_ => new long[shown.Length + 1])];
        for (int row = 0; row < rows.Rows; row++)
        {
            int truth = TrueClass(rows, row);
            int predicted = rows.Task == TaskKind.Binary ? rows.Scores[row] >= 0.5f ? 1 : 0 : rows.PredictedClass(row);
            counts[truth < 0 ? shown.Length : places[truth]][places[predicted]]++;
        }

        bool hasOther = counts[^1].Any(count => count > 0) || counts.Any(line => line[^1] > 0);
        int size = shown.Length + (hasOther ? 1 : 0);
        return new(
            shown.Select(code => classes[code]).Concat(hasOther ? ["(other)"] : Array.Empty<string>()).ToValueList(),
            counts.Take(size).Select(line => line.Take(size).ToValueList()).ToValueList());
    }

    private static int TrueClass(Predictions rows, int row) => rows.Task == TaskKind.Binary ? rows.Truths[row] ? 1 : 0 : rows.Codes[row];

    private static ResidualDistribution? ResidualsOf(Predictions rows)
    {
        double[] residuals = [.. rows.Numbers.Zip(rows.Scores, (label, score) => label - score).Where(double.IsFinite).Order()];
        if (residuals.Length == 0)
            return null;
        ValueList<ResidualQuantile> quantiles = Shares.Select(share => new ResidualQuantile(share, At(residuals, share))).ToValueList();
        double from = At(residuals, 0.01), to = At(residuals, 0.99), width = (to - from) / ResidualBins;
        long[] counts = new long[width > 0 ? ResidualBins : 1];
        foreach (double residual in residuals)
            counts[width > 0 ? (int)Math.Clamp((residual - from) / width, 0, ResidualBins - 1) : 0]++;
        int sampled = Math.Min(MostPoints, rows.Rows);
        return new(
            quantiles,
            counts.Select((count, bin) => new ResidualBin(from + (bin * width), from + ((bin + 1) * width), count)).ToValueList(),
            Enumerable.Range(0, sampled).Select(index => (int)((long)index * rows.Rows / sampled))
                .Select(row => new PredictedValue(rows.Scores[row], rows.Numbers[row])).ToValueList());
    }

    // The least residual that so large a share is at or below.
    private static double At(double[] sorted, double share) => sorted[Math.Max(0, (int)Math.Ceiling(share * sorted.Length) - 1)];

    private static double Square(double value) => value * value;
}
