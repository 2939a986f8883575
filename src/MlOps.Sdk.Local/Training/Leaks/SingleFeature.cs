using System.Globalization;

namespace MlOps.Sdk.Training.Leaks;

/// <summary>Finds a feature that alone tells the label nearly always.</summary>
/// <remarks>
/// A feature of several slots, and a number cut into bins, is judged by what each code's label was in the other parts of the rows; a number also by its order
/// (area under the ROC curve) or its correlation with the label.
/// </remarks>
internal static class SingleFeature
{
    // The area under the ROC curve, the correlation, the share of the variance, the share of rows told right.
    private const double TooGood = 0.98;

    // Of the rows that are told wrong without any feature, at most so many may be left.
    private const double LeftWrong = 0.2;

    // Fewer rows with a value are told apart by luck.
    private const int LeastKnown = 20;

    public static string? Find(FeatureSlots feature, LabelColumn label)
    {
        int[] codes = feature.Codes ?? Bins.Of(feature.Values!);
        int width = feature.Codes is null ? Bins.Most + 1 : feature.Width;
        switch (label)
        {
            case LabelColumn.Truths truths:
                double area = Math.Max(HeldOut.Area(codes, width, truths.Values), feature.Values is null ? 0 : Area(feature.Values, truths.Values));
                return area > TooGood ? Reason($"alone gives an area under the ROC curve of {area:0.000}") : null;
            case LabelColumn.Classes classes:
                (double right, double before) = HeldOut.Accuracy(codes, width, classes);
                return right > TooGood && 1 - right < LeftWrong * (1 - before) ? Reason($"alone tells the class of {right:0.0%} of the rows") : null;
            default:
                double[] numbers = ((LabelColumn.Numbers)label).Values;
                double correlation = feature.Values is null ? 0 : Correlation(feature.Values, numbers);
                if (Math.Abs(correlation) > TooGood)
                    return Reason($"has a correlation of {correlation:0.0000} with the label");
                double explained = HeldOut.RSquared(codes, width, numbers);
                return explained > TooGood ? Reason($"alone explains {explained:0.0%} of the label's variance") : null;
        }
    }

    // Whether a value is missing may tell as much as the value: missing ones are put first, last, and left out.
    private static double Area(float[] values, bool[] labels)
    {
        double[] areas = [AreaWith(float.NegativeInfinity), AreaWith(float.PositiveInfinity), AreaWith(null)];
        return areas.Max(area => double.IsNaN(area) ? 0 : Math.Max(area, 1 - area));

        double AreaWith(float? missing)
        {
            BinaryEvaluator evaluator = new(values.Length);
            int known = 0;
            for (int row = 0; row < values.Length; row++)
            {
                bool isMissing = float.IsNaN(values[row]);
                if (isMissing && missing is null)
                    continue;
                evaluator.Add(labels[row], isMissing ? missing!.Value : values[row]);
                known++;
            }

            return known < LeastKnown ? double.NaN : evaluator.Compute().AreaUnderRocCurve;
        }
    }

    private static double Correlation(float[] values, double[] labels)
    {
        int[] known = [.. Enumerable.Range(0, values.Length).Where(row => float.IsFinite(values[row]))];
        if (known.Length < LeastKnown)
            return 0;
        double valueMean = known.Average(row => (double)values[row]);
        double labelMean = known.Average(row => labels[row]);
        double both = 0, value = 0, label = 0;
        foreach (int row in known)
        {
            both += (values[row] - valueMean) * (labels[row] - labelMean);
            value += (values[row] - valueMean) * (values[row] - valueMean);
            label += (labels[row] - labelMean) * (labels[row] - labelMean);
        }

        return both / Math.Sqrt(value * label);
    }

    private static string Reason(FormattableString finding) =>
        $"{finding.ToString(CultureInfo.InvariantCulture)}. If it is known only after the answer is, leave it out of Features(…).";
}
