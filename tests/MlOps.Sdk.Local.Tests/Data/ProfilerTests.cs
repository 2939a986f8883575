using MlOps.Sdk.Algebra;
using MlOps.Sdk.Data;
using MlOps.Sdk.Plans;

namespace MlOps.Sdk.Local.Tests.Data;

public sealed class ProfilerTests : IDisposable
{
    private readonly DataBench _bench = new();

    [Fact]
    public async Task Every_column_is_described()
    {
        DatasetProfile profile = await ProfileAsync("""
            SELECT CASE WHEN i % 4 > 0 THEN i END AS n, i / 2.0 AS x, 'b' || i % 3 AS s, i % 2 = 0 AS b, DATE '2026-01-01' + i::INTEGER AS d,
              TIMESTAMP '2026-01-01 10:00:00' AS t, NULL::DOUBLE AS z
            FROM range(100) t(i)
            """);

        Assert.Equal(100, profile.Rows);
        Assert.Equal(["n", "x", "s", "b", "d", "t", "z"], profile.Columns.Select(column => column.Name));
        Assert.Equal([25L, 0, 0, 0, 0, 0, 100], profile.Columns.Select(column => column.Nulls));
        Assert.Equal([75L, 100, 3, 2, 100, 1, 0], profile.Columns.Select(column => column.Distinct!.Value));
        Assert.Equal(["1", "0", "b0", "false", "2026-01-01", "2026-01-01T10:00:00.0000000Z", null], profile.Columns.Select(column => column.Min));
        Assert.Equal(["99", "49.5", "b2", "true", "2026-04-10", "2026-01-01T10:00:00.0000000Z", null], profile.Columns.Select(column => column.Max));
        Assert.Equal([50.0, 24.75, null, null, null, null, null], profile.Columns.Select(column => column.Mean));
        Assert.Equal(14.5057460, profile.Columns[1].StandardDeviation!.Value, 6);
        Assert.Equal([0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99], profile.Columns[1].Quantiles!.Select(quantile => quantile.Share));
        Assert.Equal(24.75, profile.Columns[1].Quantiles![3].Value, 0.5);
        Assert.All(profile.Columns.Skip(2), column => Assert.Null(column.Quantiles));
        Assert.Empty(profile.Splits);
        Assert.Null(profile.Label);
    }

    [Fact]
    public async Task A_histogram_has_bins_whose_width_is_a_power_of_two()
    {
        DatasetProfile profile = await ProfileAsync("SELECT i AS n, i / 8.0 AS x, DATE '1970-01-01' + (i * 2)::INTEGER AS d FROM range(-10, 90) t(i)");

        Assert.Equal([-10, -12.0, -20.0], [profile.Columns[0].Histogram!.Least, profile.Columns[0].Histogram!.EdgeOf(-1), profile.Columns[2].Histogram!.Least]);
        Assert.Equal([2.0, 0.25, 4], profile.Columns.Select(column => column.Histogram!.Width));
        Assert.All(profile.Columns, column => Assert.Equal(Enumerable.Repeat(2L, 50), column.Histogram!.Counts));
    }

    [Fact]
    public async Task Values_that_recur_are_counted_the_most_frequent_first()
    {
        DatasetProfile profile = await ProfileAsync("""
            SELECT CASE i % 7 WHEN 0 THEN NULL WHEN 1 THEN 'é"''\n' WHEN 2 THEN '😀' WHEN 3 THEN '😀' ELSE 'z' || i % 7 END AS s, i % 20 AS few, i % 21 AS many,
              i < 40 AS b, 'id' || i AS id
            FROM range(70) t(i)
            """);

        Assert.Equal([new("😀", 20), new("z4", 10), new("z5", 10), new("z6", 10), new ValueCount("é\"'\\n", 10)], profile.Columns[0].Top);
        Assert.Equal(20, profile.Columns[1].Top.Count);
        Assert.Equal(new ValueCount("0", 4), profile.Columns[1].Top[0]);
        Assert.Empty(profile.Columns[2].Top);
        Assert.Equal([new("true", 40), new ValueCount("false", 30)], profile.Columns[3].Top);
        Assert.Empty(profile.Columns[4].Top);
    }

    [Fact]
    public async Task A_staged_dataset_is_described_by_split_in_the_bins_of_the_whole()
    {
        DatasetProfile profile = await ProfileAsync(
            """
            SELECT CASE WHEN i % 10 > 0 THEN i END AS n, CASE WHEN i % 3 = 0 THEN 'a' ELSE 'b' END AS s,
              CASE WHEN i < 80 THEN 'train' ELSE 'test' END AS __split
            FROM range(100) t(i)
            """,
            [new("train", 80), new("test", 20)],
            new() { Name = "profile" });

        Assert.Equal(["n", "s"], profile.Columns.Select(column => column.Name));
        Assert.Equal(["train", "test"], profile.Splits.Select(split => split.Split));
        (ColumnProfile train, ColumnProfile test) = (profile.Splits[0].Columns[0], profile.Splits[1].Columns[0]);
        Assert.Equal((8, 2), (train.Nulls, test.Nulls));
        Assert.Equal(("1", "79", "81", "99"), (train.Min, train.Max, test.Min, test.Max));
        Assert.Equal((40.0, 90.0, 50.0), (train.Mean, test.Mean, profile.Columns[0].Mean));
        Assert.Equal((72, 18, 90), (train.Histogram!.Counts.Sum(), test.Histogram!.Counts.Sum(), profile.Columns[0].Histogram!.Counts.Sum()));
        Assert.Equal((profile.Columns[0].Histogram!.Least, profile.Columns[0].Histogram!.Width), (test.Histogram.Least, test.Histogram.Width));
        Assert.Equal([new("b", 53), new ValueCount("a", 27)], profile.Splits[0].Columns[1].Top);
        Assert.Equal([new("b", 13), new ValueCount("a", 7)], profile.Splits[1].Columns[1].Top);
    }

    [Fact]
    public async Task Numbers_go_together_with_the_label_as_in_the_formula_of_pearson()
    {
        const string Rows = """
            SELECT i * 1e9 + (i * 7919) % 13 AS x, CASE WHEN i % 5 > 0 THEN (i * 31) % 17 END AS n, i % 3 = 0 AS b, DATE '2026-01-01' + i::INTEGER AS d, 5 AS one,
              (i * 104729) % 101 - 3.0 * ((i * 31) % 17) AS y, CASE WHEN i % 4 = 0 THEN 'test' ELSE 'train' END AS __split
            FROM range(1000) t(i)
            """;
        DatasetProfile profile = await ProfileAsync(Rows, [new("train", 750), new("test", 250)], new()
        {
            Name = "profile", Label = new ColumnNode("y", DataType.Double, false), Task = TaskKind.Regression,
        });
        List<object?[]> expected = await _bench.QueryAsync($"SELECT corr(x, y), corr(n, y), corr(b::INTEGER, y), corr(d - DATE '2026-01-01', y) FROM ({Rows}) WHERE __split = 'train'");

        for (int column = 0; column < 4; column++)
            Assert.Equal((double)expected[0][column]!, profile.Columns[column].Label!.Value, 1e-9);
        Assert.All(profile.Columns.Take(4), column => Assert.Equal(AssociationMeasure.Pearson, column.Label!.Measure));
        Assert.Equal([750L, 600, 750, 750], profile.Columns.Take(4).Select(column => column.Label!.Rows));
        Assert.Null(profile.Columns[4].Label);
        Assert.Null(profile.Columns[5].Label);
        Assert.Equal("y", profile.Label!.Name);
    }

    [Fact]
    public async Task Categories_go_together_with_the_label_by_the_correlation_ratio_or_by_Cramers_V()
    {
        // The means of a, b and c are 4, 4 and 6: between them lie 10 2/3 of 52 2/3 squares. High and low are 6 1/3 and 3 in the mean: 33 1/3 of them.
        const string Rows = """
            SELECT s, x, x > 4 AS b, CASE WHEN x > 4 THEN 'high' ELSE 'low' END AS c, CASE WHEN x > 4 THEN 'p' WHEN x > 2 THEN 'q' ELSE 'r' END AS u, 'train' AS __split
            FROM (VALUES ('a', 2.0), ('a', 4), ('a', 5), ('a', 5), ('b', 1), ('b', 3), ('b', 4), ('b', 8), ('c', 4), ('c', 5), ('c', 7), ('c', 8), (NULL, 9)) t(s, x)
            WHERE s IS NOT NULL
            """;
        DatasetProfile regression = await LabelledAsync(new ColumnNode("x", DataType.Double, false), TaskKind.Regression);
        DatasetProfile binary = await LabelledAsync(new ColumnNode("b", DataType.Boolean, false), TaskKind.Binary);
        DatasetProfile multiclass = await LabelledAsync(new ColumnNode("c", DataType.String, false), TaskKind.Multiclass);

        Assert.Equal(new Association(AssociationMeasure.CorrelationRatio, Rounded(Math.Sqrt(1 - ((1 - (10.666666666667 / 52.666666666667)) * 11 / 9))), 12), regression.Columns[0].Label);
        Assert.Equal(new Association(AssociationMeasure.CorrelationRatio, Rounded(Math.Sqrt(1 - ((1 - (33.333333333333 / 52.666666666667)) * 11 / 10))), 12), multiclass.Columns[1].Label);

        // p, q and r tell the class: chi-squared is 12 of 12 rows, freed of its bias (1 - 2/11) / (1 - 1/11).
        Association telling = new(AssociationMeasure.CramersV, Rounded(Math.Sqrt(0.9)), 12);
        Assert.Equal(telling, binary.Columns[4].Label);
        Assert.Equal(telling, multiclass.Columns[4].Label);
        Assert.Equal(new Association(AssociationMeasure.CramersV, 0, 12), multiclass.Columns[0].Label);

        Task<DatasetProfile> LabelledAsync(ScalarNode label, TaskKind task) =>
            ProfileAsync(Rows, [new("train", 12)], new() { Name = "profile", Label = label, Task = task });

        static double Rounded(double value) => Math.Round(value, 9);
    }

    [Fact]
    public async Task Two_profiles_of_the_same_rows_have_the_same_fingerprint()
    {
        const string Rows = "SELECT sin(i) * 1e6 AS x, i % 1000 AS n FROM range(300000) t(i)";
        Assert.Equal((await ProfileAsync(Rows)).ComputeFingerprint(), (await ProfileAsync(Rows)).ComputeFingerprint());
        Assert.NotEqual((await ProfileAsync(Rows)).ComputeFingerprint(), (await ProfileAsync(Rows + " WHERE i > 0")).ComputeFingerprint());
    }

    public void Dispose() => _bench.Dispose();

    private async Task<DatasetProfile> ProfileAsync(string sql) => await Profiler.ProfileAsync(
        new DuckDbWarehouse(_bench.Engine), await _bench.DatasetAsync(sql), _bench.Context("profile"), TestContext.Current.CancellationToken);

    private async Task<DatasetProfile> ProfileAsync(string sql, ValueList<SplitCount> splits, ProfilePlan plan) => await Profiler.ProfileAsync(
        new DuckDbWarehouse(_bench.Engine), new StagedDataset("t", await _bench.DatasetAsync(sql), splits), plan, _bench.Context("profile"),
        TestContext.Current.CancellationToken);
}
