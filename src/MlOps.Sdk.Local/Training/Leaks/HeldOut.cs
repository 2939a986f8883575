namespace MlOps.Sdk.Training.Leaks;

/// <summary>How well a label is told by one code alone, from what the code's label was in the other parts of the rows.</summary>
internal static class HeldOut
{
    // Rows are shuffled, so that every fifth is a fair part.
    private const int Parts = 5;

    /// <summary>The area under the ROC curve.</summary>
    public static double Area(int[] codes, int width, bool[] labels)
    {
        BinaryEvaluator evaluator = new(codes.Length);
        ForEach(codes, width, [.. labels.Select(label => label ? 1d : 0)], (row, mean) => evaluator.Add(labels[row], (float)mean));
        return evaluator.Compute().AreaUnderRocCurve;
    }

    /// <summary>1 less the residual sum of squares over the total.</summary>
    public static double RSquared(int[] codes, int width, double[] labels)
    {
        RegressionEvaluator evaluator = new();
        ForEach(codes, width, labels, (row, mean) => evaluator.Add(labels[row], mean));
        return evaluator.Compute().RSquared;
    }

    /// <summary>The share of rows whose class is told right; and that of the commonest class, which needs no feature.</summary>
    public static (double Right, double Before) Accuracy(int[] codes, int width, LabelColumn.Classes labels)
    {
        int right = 0;
        for (int part = 0; part < Parts; part++)
        {
            Dictionary<(int Code, int Class), int> together = [];
            for (int row = 0; row < codes.Length; row++)
            {
                if (row % Parts != part)
                    together[(codes[row], labels.Codes[row])] = together.GetValueOrDefault((codes[row], labels.Codes[row])) + 1;
            }

            int[] told = new int[width];
            int[] most = new int[width];
            foreach (((int code, int label), int count) in together)
            {
                if (count > most[code])
                    (told[code], most[code]) = (label, count);
            }

            for (int row = part; row < codes.Length; row += Parts)
                right += told[codes[row]] == labels.Codes[row] ? 1 : 0;
        }

        double commonest = labels.Codes.CountBy(label => label).Max(pair => pair.Value);
        return ((double)right / codes.Length, commonest / codes.Length);
    }

    // One row of the overall mean is added to each code, so that a code that wasn't seen has it.
    private static void ForEach(int[] codes, int width, double[] labels, Action<int, double> use)
    {
        for (int part = 0; part < Parts; part++)
        {
            double[] sums = new double[width];
            int[] counts = new int[width];
            double sum = 0;
            int count = 0;
            for (int row = 0; row < codes.Length; row++)
            {
                if (row % Parts == part)
                    continue;
                sums[codes[row]] += labels[row];
                counts[codes[row]]++;
                sum += labels[row];
                count++;
            }

            double mean = sum / count;
            for (int row = part; row < codes.Length; row += Parts)
                use(row, (sums[codes[row]] + mean) / (counts[codes[row]] + 1));
        }
    }
}
