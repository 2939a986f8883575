using System.Globalization;
using MlOps.Sdk.Plans;
using MlOps.Sdk.Stages;

namespace MlOps.Sdk.Data;

/// <summary>What every stager holds a dataset and its splits to.</summary>
public static class SplitRules
{
    private static readonly string[] s_order = [SplitName.Train, SplitName.Validation, SplitName.Test];

    /// <summary>Refuses a dataset that can't be staged.</summary>
    /// <exception cref="StageException">It has no rows, or a column of the split's name.</exception>
    public static void ThrowIfUnfit(Dataset dataset, string stage)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        if (dataset.Rows == 0)
            throw new StageException($"{stage}: there are no rows to stage. See which rows the stages before it drop: the profile and the transform's filters.");
        if (dataset.Schema.TryFind(SplitName.Column, out _))
            throw new StageException($"{stage}: the dataset already has a column '{SplitName.Column}'. Give it another name in the transform.");
    }

    /// <summary>The counts in the order train, validation, test.</summary>
    /// <exception cref="StageException">A split that the plan asks for is empty; each is listed, with what to do.</exception>
    public static ValueList<SplitCount> Check(SplitPlan? plan, IEnumerable<SplitCount> counts, long rows, string stage)
    {
        ValueList<SplitCount> sorted = counts.OrderBy(count => Array.IndexOf(s_order, count.Split)).ToValueList();
        List<string> problems = [];
        foreach ((string split, string asked) in Asked(plan))
        {
            if (sorted.All(count => count.Split != split))
                problems.Add($"{stage}.split: the {split} split is empty: {asked}, but none of the {rows.ToString(CultureInfo.InvariantCulture)} rows falls into it "
                    + $"({string.Join(", ", sorted.Select(count => string.Create(CultureInfo.InvariantCulture, $"{count.Split} {count.Rows}")))}). {Remedy(plan)}");
        }

        return problems.Count == 0 ? sorted : throw new StageException(string.Join(Environment.NewLine, problems));
    }

    /// <summary>What is wrong with rows of which the split's time is null.</summary>
    public static string NullTimes(long rows, string stage) => string.Create(
        CultureInfo.InvariantCulture, $"{stage}.split: the time is null in {rows} rows. Drop those rows in a transform, or give them a time with '??'.");

    /// <summary>What is wrong with rows of which the split's column holds something else than a split.</summary>
    /// <param name="values">The most frequent such values, with their number of rows.</param>
    /// <param name="stage">The stage.</param>
    public static string NotSplits(IEnumerable<(string? Value, long Rows)> values, string stage)
    {
        string found = string.Join(", ", values.Select(value => string.Create(
            CultureInfo.InvariantCulture, $"{(value.Value is null ? "null" : $"'{value.Value}'")} ({value.Rows} {(value.Rows == 1 ? "row" : "rows")})")));
        return $"{stage}.split: the column that says the split holds {found}. It may hold only 'train', 'validation' and 'test'.";
    }

    // Which splits the plan asks for, with its words for each.
    private static IEnumerable<(string Split, string Asked)> Asked(SplitPlan? plan)
    {
        (string train, string? validation, string? test) = plan switch
        {
            HashSplitPlan hash => Shares(hash.Test, hash.Validation),
            StratifiedSplitPlan stratified => Shares(stratified.Test, stratified.Validation),
            TimeSplitPlan time => (
                $"it takes the rows before {(time.ValidationFrom ?? time.TestFrom).Text}",
                time.ValidationFrom is { } from ? $"it takes the rows from {from.Text} to before {time.TestFrom.Text}" : null,
                $"it takes the rows from {time.TestFrom.Text} on"),
            ColumnSplitPlan => ("it takes the rows whose value is 'train'", null, null),
            _ => ("it takes all rows", null, (string?)null),
        };
        yield return (SplitName.Train, train);
        if (validation is not null)
            yield return (SplitName.Validation, validation);
        if (test is not null)
            yield return (SplitName.Test, test);
    }

    private static (string Train, string? Validation, string? Test) Shares(double test, double validation) => (
        $"its share is {Share(1 - test - validation)}",
        validation > 0 ? $"validation is {Share(validation)}" : null,
        test > 0 ? $"test is {Share(test)}" : null);

    private static string Share(double share) => Math.Round(share, 6).ToString(CultureInfo.InvariantCulture);

    private static string Remedy(SplitPlan? plan) => plan switch
    {
        HashSplitPlan => "Rows with equal keys stay together: split by a key with more different values, change the shares, or give more rows.",
        StratifiedSplitPlan => "Rows with equal keys stay together: use a key with more different values, change the shares, or give more rows.",
        TimeSplitPlan => "Choose an instant within the data; the profile shows the earliest and the latest.",
        _ => "Look at the values of the column in the profile.",
    };
}
