using System.Globalization;
using MlOps.Sdk.Clients;
using MlOps.Sdk.Data;
using MlOps.Sdk.Stages;

namespace MlOps.Sdk.Training;

/// <summary>Looks through the splits for what a linear model can't take or learn from; BigQuery would put the mean where a number is missing.</summary>
internal static class BigQuerySplitCheck
{
    /// <exception cref="StageException">There is something; all of a split's is listed.</exception>
    public static async Task RunAsync(
        BigQueryFeatures features, BigQueryTableReference rows, TrainingRequest request, BigQueryQueries queries, StageContext context, CancellationToken cancellationToken)
    {
        int[] numbers = [.. Enumerable.Range(0, features.All.Count).Where(index => features.All[index].Width == 1)];
        string label = features.IsBinary ? $"{BigQueryFeatures.Label} IS NULL" : Missing(BigQueryFeatures.Label, double.MaxValue);
        string counts = string.Concat(numbers.Select(index => $", COUNTIF({Missing(BigQueryFeatures.Name(index), float.MaxValue)})"));
        List<object?[]> splits = await queries.RowsAsync(
            $"""
            SELECT `{SplitName.Column}`, COUNT(*), MIN(CAST({BigQueryFeatures.Label} AS STRING)), MAX(CAST({BigQueryFeatures.Label} AS STRING)), COUNTIF({label}){counts}
            FROM `{rows}`
            GROUP BY `{SplitName.Column}`
            """,
            null,
            context,
            cancellationToken);
        foreach (string split in (string[])[SplitName.Train, SplitName.Validation, SplitName.Test])
        {
            if (splits.Find(row => (string)row[0]! == split) is not { } found)
                continue;
            long count = (long)found[1]!;
            List<string> problems = [];
            if (split == SplitName.Train && found[2] is string least && least == (string)found[3]!)
                problems.Add(TrainingRules.ConstantLabel(Written(least)));
            if ((long)found[4]! is > 0 and var labels)
                problems.Add(TrainingRules.MissingLabels(labels, count, split));
            for (int index = 0; index < numbers.Length; index++)
            {
                if ((long)found[5 + index]! is > 0 and var missing)
                    problems.Add(TrainingRules.MissingValues(features.All[numbers[index]].Name, missing, count, split, request.Plan.Learner));
            }

            TrainingRules.ThrowIfAny(context.Stage, problems);
        }
    }

    // NaN isn't less than anything. A vector is of floats, of which some double numbers would be infinite.
    private static string Missing(string column, double greatest) =>
        string.Create(CultureInfo.InvariantCulture, $"{column} IS NULL OR NOT ABS({column}) <= {greatest:R}");

    // BigQuery writes 1.0 where C# writes 1.
    private static string Written(string label) =>
        double.TryParse(label, CultureInfo.InvariantCulture, out double number) ? number.ToString(CultureInfo.InvariantCulture) : label;
}
