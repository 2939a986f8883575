using MlOps.Sdk.Algebra;
using MlOps.Sdk.Data;
using MlOps.Sdk.Plans;
using static MlOps.Sdk.Algebra.FunctionTable;

namespace MlOps.Sdk.Local.Tests.Data;

/// <summary>Profiles and checks of rows that are hard to reckon with.</summary>
public sealed class HostileRowsTests : IDisposable
{
    private readonly DataBench _bench = new();

    [Theory]
    [InlineData("WHERE i < 0", 0)]
    [InlineData("", 3)]
    public async Task No_rows_and_no_values_have_neither_range_nor_bins(string where, long rows)
    {
        DatasetProfile profile = await ProfileAsync($"""
            SELECT NULL::BOOLEAN AS b, NULL::BIGINT AS n, NULL::DOUBLE AS x, NULL::VARCHAR AS s, NULL::DATE AS d, NULL::TIMESTAMP AS t, 'train' AS __split
            FROM range(3) r(i) {where}
            """, [new("train", rows), new("test", 0)], new ColumnNode("n", DataType.Int64, true));

        Assert.Equal(rows, profile.Rows);
        Assert.All(profile.Columns, column => Assert.Equal(
            (rows, 0L, (string?)null, (double?)null, (double?)null, null, null, 0, null),
            (column.Nulls, column.Distinct!.Value, column.Min, column.Mean, column.StandardDeviation, column.Quantiles, column.Histogram, column.Top.Count, column.Label)));
        Assert.All(profile.Splits[1].Columns, column => Assert.Equal(0, column.Nulls));
    }

    [Fact]
    public async Task What_is_not_finite_is_counted_and_left_out()
    {
        ColumnProfile column = (await ProfileAsync(
            "SELECT unnest(['NaN'::DOUBLE, '-NaN'::DOUBLE, 'Infinity'::DOUBLE, '-Infinity'::DOUBLE, 1, 2, NULL, -0.0::DOUBLE]) AS x")).Columns[0];

        Assert.Equal((1L, 4L, "0", "2"), (column.Nulls, column.NotFinite, column.Min, column.Max));
        Assert.Equal((1.0, 1.0), (column.Mean, column.StandardDeviation));
        Assert.Equal(3, column.Histogram!.Counts.Sum());
        Assert.Equal([0.0, 1, 2], column.Quantiles!.Select(quantile => quantile.Value).Distinct());
    }

    [Fact]
    public async Task The_greatest_and_the_least_numbers_have_a_mean_and_a_deviation()
    {
        DatasetProfile profile = await ProfileAsync("""
            SELECT i % 2 = 0 AS b, CASE WHEN i % 2 = 0 THEN 1.7e308 ELSE -1.7e308 END AS wide, 1.7e308 AS great, CASE WHEN i % 2 = 0 THEN 5e-324 ELSE 0 END AS small,
              CASE WHEN i % 2 = 0 THEN 9223372036854775807 ELSE -9223372036854775808 END AS long, 'train' AS __split
            FROM range(1000) t(i)
            """, [new("train", 1000)], new ColumnNode("b", DataType.Boolean, false), TaskKind.Binary);

        ColumnProfile wide = profile.Columns[1];
        Assert.Equal(0, wide.Mean!.Value / 1.7e308, 1e-9);
        Assert.Equal(Math.Sqrt(1000.0 / 999), wide.StandardDeviation!.Value / 1.7e308, 1e-8);
        Assert.Equal(1, wide.Label!.Value);
        Assert.Equal((500L, 500L), (wide.Histogram!.Counts[0], wide.Histogram.Counts[^1]));
        Assert.Equal((1.7e308, 0.0), (profile.Columns[2].Mean, profile.Columns[2].StandardDeviation));
        Assert.Equal(1000, Assert.Single(profile.Columns[2].Histogram!.Counts));
        Assert.Equal([500L, 500], profile.Columns[3].Histogram!.Counts);
        Assert.Equal(1, profile.Columns[4].Label!.Value);
        Assert.Equal(1000, profile.Columns[4].Histogram!.Counts.Sum());
    }

    [Fact]
    public async Task Days_and_instants_reach_from_the_year_1_to_9999()
    {
        DatasetProfile profile = await ProfileAsync("""
            SELECT unnest([DATE '0001-01-01', DATE '1970-01-01', DATE '9999-12-31']) AS d,
              unnest([TIMESTAMP '0001-01-01 00:00:00', TIMESTAMP '1969-12-31 23:59:59.999999', TIMESTAMP '9999-12-31 23:59:59.999999']) AS t
            """);

        Assert.Equal(("0001-01-01", "9999-12-31"), (profile.Columns[0].Min, profile.Columns[0].Max));
        Assert.All(profile.Columns, column => Assert.Equal(3, column.Histogram!.Counts.Sum()));
        Assert.All(profile.Columns, column => Assert.Equal((1L, 1L), (column.Histogram!.Counts[0], column.Histogram.Counts[^1])));
    }

    [Fact]
    public async Task A_single_value_is_a_single_bin()
    {
        DatasetProfile profile = await ProfileAsync("SELECT 5 AS n, 0.1 AS x, 0.0 AS zero, 'a' AS s, true AS b, DATE '2026-01-01' AS d");

        Assert.All(profile.Columns.Where(column => column.Histogram is not null), column => Assert.Equal([1L], column.Histogram!.Counts));
        Assert.Equal((5.0, 1.0), (profile.Columns[0].Histogram!.Least, profile.Columns[0].Histogram!.Width));
        Assert.Equal(0.1, profile.Columns[1].Histogram!.Least);
        Assert.Equal(5, profile.Columns[0].Mean);
        Assert.Null(profile.Columns[0].StandardDeviation);
    }

    [Fact]
    public async Task Columns_may_be_called_anything()
    {
        string[] names =
        [
            "a\"b", "it's", "größe 😀", "select", "key", "rows", "value", "bin", "other", "n", "m", "q", "category", "class", "c", "l", "nc", "nl", "sum", "a0", "s0",
        ];
        string columns = string.Join(", ", names.Select((name, index) => $"i % {index + 2} AS \"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\""));
        DatasetProfile profile = await ProfileAsync(
            $"SELECT 's' || i % 3 AS \"text\", {columns}, 'train' AS __split FROM range(100) t(i)",
            [new("train", 100)], new ColumnNode("value", DataType.Int64, true), TaskKind.Multiclass);

        Assert.Equal(["text", .. names], profile.Columns.Select(column => column.Name));
        Assert.Equal(names.Select((_, index) => (long)index + 2), profile.Columns.Skip(1).Select(column => column.Distinct!.Value));
        Assert.All(profile.Columns.Where(column => column.Name != "value"), column => Assert.NotNull(column.Label));

        Verification verification = await Verifier.VerifyAsync(
            new DuckDbWarehouse(_bench.Engine),
            [await _bench.DatasetAsync($"SELECT {columns} FROM range(100) t(i)")],
            new()
            {
                Name = "verify",
                Checks = [.. names.SelectMany(name => (CheckPlan[])
                [
                    new UniqueCheckPlan(new ColumnNode(name, DataType.Int64, true)) { Description = name, Severity = CheckSeverity.Warning },
                    new RowCheckPlan(Call("less", new ColumnNode(name, DataType.Int64, true), ConstantNode.Of(1L))) { Description = name, Severity = CheckSeverity.Warning },
                    new ReferenceCheckPlan(new ColumnNode(name, DataType.Int64, true), 0, ConstantNode.Of(0L)) { Description = name, Severity = CheckSeverity.Warning },
                    new DriftCheckPlan(new ColumnNode(name, DataType.Int64, true), 0.1) { Description = name },
                ])],
            },
            _bench.Context("verify"),
            TestContext.Current.CancellationToken);
        Assert.Equal(3 * names.Length, verification.Checks.Count(check => check.Examples.Count > 0));
    }

    [Fact]
    public async Task A_million_different_texts_are_counted()
    {
        DatasetProfile profile = await ProfileAsync("SELECT 'text ' || i AS id, 'text ' || greatest(i, 9) AS s FROM range(1000000) t(i)");

        Assert.Equal([1_000_000L, 999_991], profile.Columns.Select(column => column.Distinct!.Value));
        Assert.Empty(profile.Columns[0].Top);
        Assert.Equal([new("text 9", 10), new ValueCount("text 10", 1)], profile.Columns[1].Top.Take(2));
    }

    [Theory]
    [InlineData(@"^\$\{a\}\.\*'""\\$", "${a}.*'\"\\")]
    [InlineData("^[^\\]\\[]+$", "a|b(c)+?")]
    [InlineData("^😀é{2}$", "😀éé")]
    public async Task A_pattern_may_hold_what_other_languages_read_as_their_own(string pattern, string text)
    {
        string sql = $"SELECT '{text.Replace("'", "''", StringComparison.Ordinal)}' AS s UNION ALL SELECT ']['";
        Verification verification = await Verifier.VerifyAsync(
            new DuckDbWarehouse(_bench.Engine),
            [await _bench.DatasetAsync(sql)],
            new()
            {
                Name = "verify",
                Checks =
                [
                    new RowCheckPlan(Call("regex_is_match", new ColumnNode("s", DataType.String, true), ConstantNode.Of(pattern))) { Description = "matches", Severity = CheckSeverity.Warning },
                    new RowCheckPlan(Call("in", new ColumnNode("s", DataType.String, true), ConstantNode.Of(text))) { Description = "is one of", Severity = CheckSeverity.Warning },
                ],
            },
            _bench.Context("verify"),
            TestContext.Current.CancellationToken);

        Assert.All(verification.Checks, check => Assert.Equal([new ExampleRow([new("s", "][")])], check.Examples));
    }

    public void Dispose() => _bench.Dispose();

    private async Task<DatasetProfile> ProfileAsync(string sql) => await Profiler.ProfileAsync(
        new DuckDbWarehouse(_bench.Engine), await _bench.DatasetAsync(sql), _bench.Context("profile"), TestContext.Current.CancellationToken);

    private async Task<DatasetProfile> ProfileAsync(string sql, ValueList<SplitCount> splits, ScalarNode label, TaskKind task = TaskKind.Regression) =>
        await Profiler.ProfileAsync(
            new DuckDbWarehouse(_bench.Engine), new StagedDataset("t", await _bench.DatasetAsync(sql), splits),
            new() { Name = "profile", Label = label, Task = task }, _bench.Context("profile"), TestContext.Current.CancellationToken);
}
