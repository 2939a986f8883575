using System.Globalization;
using MlOps.Sdk.Algebra;
using MlOps.Sdk.Plans;

namespace MlOps.Sdk.Data;

/// <summary>A split as an SQL expression; a row that belongs to no split gets null.</summary>
/// <param name="plan">How rows are divided; null puts all into <c>train</c>.</param>
/// <param name="schema">The columns of the rows.</param>
/// <param name="stage">The stage, for messages.</param>
/// <param name="print">Prints a value in the dialect.</param>
/// <param name="doubleType">The dialect's name for a Double.</param>
public sealed class SplitSql(SplitPlan? plan, Schema schema, string stage, Func<ScalarNode, string> print, string doubleType)
{
    /// <summary>The split of a row; not for a stratified one, which looks at all rows.</summary>
    public string Expression() => plan switch
    {
        null => $"'{SplitName.Train}'",
        HashSplitPlan hash => Cut(hash),
        TimeSplitPlan time => Cut(time),
        ColumnSplitPlan column => $"CASE WHEN {IsNone(column)} THEN NULL ELSE {Scalar(column.Value)} END",
        _ => throw new NotSupportedException($"The split {plan.GetType().Name} is unknown."),
    };

    /// <summary>The split of a row of which the rank in its class is known.</summary>
    /// <param name="split">The split.</param>
    /// <param name="rank">The row's rank in its class by the split's fingerprint, from 1; equal ones have equal ranks.</param>
    /// <param name="count">How many rows the class has.</param>
    public string Ranked(StratifiedSplitPlan split, string rank, string count)
    {
        ArgumentNullException.ThrowIfNull(split);
        // In doubles and by FLOOR, which are the same everywhere; ROUND of halves isn't.
        return Cut($"({rank} - 1)", Part(split.Test), Part(split.Test + split.Validation));

        string Part(double share) => string.Create(CultureInfo.InvariantCulture, $"FLOOR(CAST({share:R} AS {doubleType}) * {count} + 0.5)");
    }

    /// <summary>The condition that a row belongs to no split, and what that means; null if every row belongs to one.</summary>
    public string? None() => plan switch
    {
        TimeSplitPlan time => $"{Scalar(time.Time)} IS NULL",
        ColumnSplitPlan column => IsNone(column),
        _ => null,
    };

    /// <summary>A value in the dialect, over the rows' own columns, in parentheses.</summary>
    public string Scalar(ScalarNode value) => $"({print(RelationBinder.Bind(value, schema, stage))})";

    private string Cut(HashSplitPlan hash)
    {
        // Whole buckets, so that 0.1 + 0.2 cuts where 0.3 does.
        int first = (int)Math.Round(hash.Test * HashSplitPlan.Buckets);
        int second = (int)Math.Round((hash.Test + hash.Validation) * HashSplitPlan.Buckets);
        return Cut(Scalar(hash.Bucket()), first.ToString(CultureInfo.InvariantCulture), second.ToString(CultureInfo.InvariantCulture));
    }

    private string Cut(TimeSplitPlan time)
    {
        string value = Scalar(time.Time);
        string validation = time.ValidationFrom is { } from ? $"WHEN {value} >= {print(from)} THEN '{SplitName.Validation}' " : "";
        return $"CASE WHEN {value} IS NULL THEN NULL WHEN {value} >= {print(time.TestFrom)} THEN '{SplitName.Test}' {validation}ELSE '{SplitName.Train}' END";
    }

    private string IsNone(ColumnSplitPlan column) =>
        $"COALESCE({Scalar(column.Value)} NOT IN ('{SplitName.Train}', '{SplitName.Validation}', '{SplitName.Test}'), TRUE)";

    private static string Cut(string position, string first, string second) =>
        $"CASE WHEN {position} < {first} THEN '{SplitName.Test}' WHEN {position} < {second} THEN '{SplitName.Validation}' ELSE '{SplitName.Train}' END";
}
