using MlOps.Sdk.Algebra.Dialects;
using MlOps.Sdk.Plans;

namespace MlOps.Sdk.Data;

/// <summary>A split as GoogleSQL; a row that belongs to no split gets null.</summary>
internal sealed class BigQuerySplit(SplitPlan? plan, Schema schema, string stage)
{
    private readonly SplitSql _sql = new(plan, schema, stage, GoogleSqlDialect.Scalar, "FLOAT64");

    /// <summary>The rows of a table with the split as a last column.</summary>
    public string Select(string table) => plan is StratifiedSplitPlan stratified
        ? $"""
            SELECT {Columns()}, {_sql.Ranked(stratified, "`__rank`", "`__count`")} AS `{SplitName.Column}` FROM (
              SELECT {Columns()},
                RANK() OVER (PARTITION BY {Class(stratified)} ORDER BY {_sql.Scalar(stratified.Fingerprint())}) AS `__rank`,
                COUNT(*) OVER (PARTITION BY {Class(stratified)}) AS `__count`
              FROM {table}
            )
            """
        : $"SELECT {Columns()}, {_sql.Expression()} AS `{SplitName.Column}` FROM {table}";

    /// <summary>What is wrong with the rows that belong to no split.</summary>
    /// <param name="rows">Those rows, as a table expression.</param>
    /// <param name="count">How many there are.</param>
    /// <param name="query">Runs a statement.</param>
    public async Task<string> DescribeRowsWithoutAsync(string rows, long count, Func<string, Task<List<object?[]>>> query)
    {
        if (plan is not ColumnSplitPlan column)
            return SplitRules.NullTimes(count, stage);
        List<object?[]> values = await query(
            $"SELECT v, COUNT(*) AS n FROM (SELECT {_sql.Scalar(column.Value)} AS v FROM {rows} WHERE {_sql.None()}) GROUP BY v ORDER BY n DESC, v NULLS LAST LIMIT 5");
        return SplitRules.NotSplits(values.Select(row => ((string?)row[0], (long)row[1]!)), stage);
    }

    private string Columns() => string.Join(", ", schema.Columns.Select(BigQueryInput.Name));

    // BigQuery doesn't divide by floating-point numbers.
    private string Class(StratifiedSplitPlan stratified) => stratified.Class.Type == DataType.Double
        ? $"CAST({_sql.Scalar(stratified.Class)} AS STRING)"
        : _sql.Scalar(stratified.Class);
}
