using System.Globalization;
using MlOps.Sdk.Algebra.Dialects;
using MlOps.Sdk.Plans;

namespace MlOps.Sdk.Data;

/// <summary>A split as DuckDB SQL; a row that belongs to no split gets null.</summary>
internal sealed class DuckDbSplit(SplitPlan? plan, Schema schema, string stage)
{
    private readonly SplitSql _sql = new(plan, schema, stage, DuckDbDialect.Scalar, "DOUBLE");

    /// <summary>The rows of a table, in order, with the split as a last column.</summary>
    public string Select(string table) => plan is StratifiedSplitPlan stratified
        ? Stratified(stratified, table)
        : $"SELECT *, {_sql.Expression()} AS {SplitName.Column} FROM {table}";

    /// <summary>What is wrong with the rows that belong to no split.</summary>
    public string DescribeRowsWithout(DuckDbSession session, string table)
    {
        if (plan is not ColumnSplitPlan column)
            return SplitRules.NullTimes(session.Count($"SELECT count(*) FROM {table} WHERE {_sql.None()}"), stage);
        List<object?[]> values = session.Query(
            $"SELECT v, count(*) AS n FROM (SELECT {_sql.Scalar(column.Value)} AS v FROM {table} WHERE {_sql.None()}) GROUP BY v ORDER BY n DESC, v LIMIT 5");
        return SplitRules.NotSplits(values.Select(row => ((string?)row[0], Convert.ToInt64(row[1], CultureInfo.InvariantCulture))), stage);
    }

    // Only the key is ranked, and its splits are put beside the rows by position: sorting whole rows would take many times as long.
    private string Stratified(StratifiedSplitPlan stratified, string table) => $"""
        SELECT t.*, s.{SplitName.Column} FROM {table} AS t POSITIONAL JOIN (
          SELECT {_sql.Ranked(stratified, "rank", "n")} AS {SplitName.Column} FROM (
            SELECT position, rank() OVER (PARTITION BY class ORDER BY fingerprint) AS rank, count(*) OVER (PARTITION BY class) AS n FROM (
              SELECT row_number() OVER () AS position, {_sql.Scalar(stratified.Class)} AS class, {_sql.Scalar(stratified.Fingerprint())} AS fingerprint FROM {table}
            )
          ) ORDER BY position
        ) AS s
        """;
}
