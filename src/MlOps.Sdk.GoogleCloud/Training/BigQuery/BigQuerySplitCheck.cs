using System.Globalization;
using MlOps.Sdk.Data;
using MlOps.Sdk.Plans;
using MlOps.Sdk.Stages;

namespace MlOps.Sdk.Training;

/// <summary>Looks through the splits for what a model of BigQuery's can't take or learn from; it would put the mean where a number is missing.</summary>
internal static class BigQuerySplitCheck
{
    /// <exception cref="StageException">There is something; all of a split's is listed.</exception>
    public static async Task RunAsync(BigQueryTraining training, BigQueryQueries queries, CancellationToken cancellationToken)
    {
        BigQueryFeatures features = training.Features;
        int[] numbers = [.. Enumerable.Range(0, features.All.Count).Where(index => features.All[index].Width == 1)];
        string label = features.Task != TaskKind.Regression ? $"{BigQueryFeatures.Label} IS NULL" : Missing(BigQueryFeatures.Label, double.MaxValue);
        string counts = string.Concat(numbers.Select(index => $", COUNTIF({Missing(BigQueryFeatures.Name(index), float.MaxValue)})"));
        List<object?[]> splits = await queries.RowsAsync(
            $"""
            SELECT `{SplitName.Column}`, COUNT(*), MIN(CAST({BigQueryFeatures.Label} AS STRING)), MAX(CAST({BigQueryFeatures.Label} AS STRING)), COUNTIF({label}){counts}
            FROM `{training.Rows}`
            GROUP BY `{SplitName.Column}`
            """,
            null,
            training.Context,
            cancellationToken);
        foreach (string split in (string[])[SplitName.Train, SplitName.Validation, SplitName.Test])
        {
            if (splits.Find(row => (string)row[0]! == split) is not { } found)
                continue;
            long count = (long)found[1]!;
            List<string> problems = [];
            if (split == SplitName.Train && found[2] is string least && least == (string)found[3]!)
                problems.Add(TrainingRules.ConstantLabel(Written(least, training.Request)));
            if ((long)found[4]! is > 0 and var labels)
                problems.Add(TrainingRules.MissingLabels(labels, count, split));
            for (int index = 0; index < numbers.Length; index++)
            {
                if ((long)found[5 + index]! is > 0 and var missing)
                    problems.Add(TrainingRules.MissingValues(features.All[numbers[index]].Name, missing, count, split, training.Request.Plan.Learner));
            }

            TrainingRules.ThrowIfAny(training.Context.Stage, problems);
        }
    }

    // NaN isn't less than anything. A vector is of floats, of which some double numbers would be infinite.
    private static string Missing(string column, double greatest) =>
        string.Create(CultureInfo.InvariantCulture, $"{column} IS NULL OR NOT ABS({column}) <= {greatest:R}");

    // BigQuery writes 1.0 where C# writes 1, and a class is its number.
    private static string Written(string label, TrainingRequest request) => request.Plan.Task == TaskKind.Multiclass
        ? request.Features.Classes[int.Parse(label, CultureInfo.InvariantCulture)]
        : double.TryParse(label, CultureInfo.InvariantCulture, out double number) ? number.ToString(CultureInfo.InvariantCulture) : label;
}
