using System.Globalization;
using MlOps.Sdk.Algebra;
using MlOps.Sdk.Algebra.Dialects;
using MlOps.Sdk.Plans;

namespace MlOps.Sdk.Data;

/// <summary>A split as DuckDB SQL; a row that belongs to no split gets null.</summary>
internal sealed class DuckDbSplit(SplitPlan? plan, Schema schema, string stage)
{
    /// <summary>The rows of a table, in order, with the split as a last column.</summary>
    public string Select(string table) => plan switch
    {
        null => $"SELECT *, '{SplitName.Train}' AS {SplitName.Column} FROM {table}",
        StratifiedSplitPlan stratified => Stratified(stratified, table),
        _ => $"SELECT *, {Expression()} AS {SplitName.Column} FROM {table}",
    };

    /// <summary>What is wrong with the rows that belong to no split.</summary>
    public string DescribeRowsWithout(DuckDbSession session, string table)
    {
        if (plan is ColumnSplitPlan column)
        {
            List<object?[]> values = session.Query(
                $"SELECT v, count(*) AS n FROM (SELECT {Scalar(column.Value)} AS v FROM {table}) WHERE {NotASplit("v")} GROUP BY v ORDER BY n DESC, v LIMIT 5");
            string found = string.Join(", ", values.Select(row =>
                string.Create(CultureInfo.InvariantCulture, $"{(row[0] is null ? "null" : $"'{row[0]}'")} ({row[1]} {(row[1] is 1L ? "row" : "rows")})")));
            return $"{stage}.split: the column that says the split holds {found}. It may hold only 'train', 'validation' and 'test'.";
        }

        TimeSplitPlan time = (TimeSplitPlan)plan!;
        long nulls = session.Count($"SELECT count(*) FROM {table} WHERE {Scalar(time.Time)} IS NULL");
        return string.Create(CultureInfo.InvariantCulture, $"{stage}.split: the time is null in {nulls} rows. Drop those rows in a transform, or give them a time with '??'.");
    }

    private string Expression() => plan switch
    {
        HashSplitPlan hash => Cut(Scalar(hash.Bucket()), HashSplitPlan.Buckets, hash.Test, hash.Validation),
        TimeSplitPlan time => Cut(time),
        ColumnSplitPlan column => $"CASE WHEN {NotASplit(Scalar(column.Value))} THEN NULL ELSE {Scalar(column.Value)} END",
        _ => throw new NotSupportedException($"The split {plan!.GetType().Name} is unknown."),
    };

    // Only the key is ranked, and its splits are put beside the rows by position: sorting whole rows would take many times as long.
    private string Stratified(StratifiedSplitPlan stratified, string table) => $"""
        SELECT t.*, s.{SplitName.Column} FROM {table} AS t POSITIONAL JOIN (
          SELECT {Cut("(rank - 1)", "n", stratified.Test, stratified.Validation)} AS {SplitName.Column} FROM (
            SELECT position, rank() OVER (PARTITION BY class ORDER BY fingerprint) AS rank, count(*) OVER (PARTITION BY class) AS n FROM (
              SELECT row_number() OVER () AS position, {Scalar(stratified.Class)} AS class, {Scalar(stratified.Fingerprint())} AS fingerprint FROM {table}
            )
          ) ORDER BY position
        ) AS s
        """;

    private string Cut(TimeSplitPlan time)
    {
        string value = Scalar(time.Time);
        string validation = time.ValidationFrom is { } from ? $"WHEN {value} >= {DuckDbDialect.Scalar(from)} THEN '{SplitName.Validation}' " : "";
        return $"CASE WHEN {value} IS NULL THEN NULL WHEN {value} >= {DuckDbDialect.Scalar(time.TestFrom)} THEN '{SplitName.Test}' {validation}ELSE '{SplitName.Train}' END";
    }

    private static string Cut(string position, int total, double test, double validation)
    {
        // Whole buckets, so that 0.1 + 0.2 cuts where 0.3 does.
        int first = (int)Math.Round(test * total);
        int second = (int)Math.Round((test + validation) * total);
        return string.Create(CultureInfo.InvariantCulture, $"CASE WHEN {position} < {first} THEN '{SplitName.Test}' WHEN {position} < {second} THEN '{SplitName.Validation}' ELSE '{SplitName.Train}' END");
    }

    private static string Cut(string position, string total, double test, double validation) => string.Create(
        CultureInfo.InvariantCulture,
        $"CASE WHEN {position} < round({test:R} * {total}) THEN '{SplitName.Test}' WHEN {position} < round({test + validation:R} * {total}) THEN '{SplitName.Validation}' ELSE '{SplitName.Train}' END");

    private static string NotASplit(string value) =>
        $"coalesce({value} NOT IN ('{SplitName.Train}', '{SplitName.Validation}', '{SplitName.Test}'), true)";

    private string Scalar(ScalarNode value) => $"({DuckDbDialect.Scalar(RelationBinder.Bind(value, schema, stage))})";
}
