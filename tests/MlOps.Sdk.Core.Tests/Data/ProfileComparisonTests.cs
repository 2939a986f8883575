using MlOps.Sdk.Data;

namespace MlOps.Sdk.Core.Tests.Data;

public sealed class ProfileComparisonTests
{
    [Fact]
    public void Columns_that_came_went_or_changed_their_type_are_named()
    {
        DatasetProfile before = new(10, [new("a", DataType.Int64, 0, 1), new("gone", DataType.String, 0, 1), new("b", DataType.Int64, 5, 1)]);
        DatasetProfile after = new(20, [new("new", DataType.String, 0, 1), new("b", DataType.Double, 5, 1), new("a", DataType.Int64, 0, 1)]);

        ProfileComparison comparison = ProfileComparison.Compare(before, after);

        Assert.Equal(["new"], comparison.Added);
        Assert.Equal(["gone"], comparison.Removed);
        Assert.Equal(["b", "a"], comparison.Columns.Select(column => column.Name));
        Assert.Equal([true, false], comparison.Columns.Select(column => column.IsRetyped));
        Assert.Equal((0.5, 0.25), (comparison.Columns[0].NullsBefore, comparison.Columns[0].NullsAfter));
        Assert.All(comparison.Columns, column => Assert.Null(column.Drift));
    }

    [Fact]
    public void Histograms_of_other_widths_are_compared_over_the_wider_bins()
    {
        // 4..12 by 2, and 0..16 by 8: the first put together is 4 below 8 and 4 above.
        Assert.Equal(0, DriftOf(new Histogram(4, 2, [1, 3, 2, 2]), new Histogram(0, 8, [5, 5])));
        Assert.Equal(Drift.Between([4, 4, 0, 0], [5, 10, 0, 0]), DriftOf(new Histogram(4, 2, [1, 3, 2, 2]), new Histogram(0, 8, [5, 10])));
        Assert.Equal(1, DriftOf(new Histogram(0, 0.5, [4]), new Histogram(1e300, 1e284, [4])));
        Assert.Equal(1, DriftOf(new Histogram(-1, 1, [4]), new Histogram(0, 1, [4])));
    }

    [Fact]
    public void Absent_values_drift_too()
    {
        ColumnProfile whole = new("x", DataType.Double, 0, 2) { Histogram = new(0, 1, [5, 5]) };
        ColumnProfile half = new("x", DataType.Double, 10, 2) { Histogram = new(0, 1, [5, 5]) };
        Assert.Equal(Drift.Between([5, 5, 0], [5, 5, 10]), Compare(whole, 10, half, 20));
    }

    [Fact]
    public void A_value_that_a_complete_list_lacks_counts_and_one_that_a_cut_list_lacks_goes_to_the_rest()
    {
        ColumnProfile ab = Text(2, new("a", 6), new("b", 4));
        ColumnProfile ac = Text(2, new("a", 6), new("c", 4));
        ColumnProfile cut = Text(9, new("a", 6), new("c", 2));

        Assert.Equal(Drift.Between([6, 4, 0], [6, 0, 4]), Compare(ab, 10, ac, 10));
        Assert.Equal(0, Compare(Text(3, new("a", 6), new("b", 3)), 10, Text(3, new("a", 6), new("c", 3)), 10));
        Assert.Equal(Drift.Between([6, 0, 4], [6, 2, 2]), Compare(ab, 10, cut, 10));
    }

    private static ColumnProfile Text(long distinct, params ValueCount[] top) => new("s", DataType.String, 0, distinct) { Top = [.. top] };

    private static double? DriftOf(Histogram before, Histogram after) => Compare(
        new("x", DataType.Double, 0, 9) { Histogram = before }, before.Counts.Sum(), new("x", DataType.Double, 0, 9) { Histogram = after }, after.Counts.Sum());

    private static double? Compare(ColumnProfile before, long rowsBefore, ColumnProfile after, long rowsAfter) =>
        ProfileComparison.Compare(new(rowsBefore, [before]), new(rowsAfter, [after])).Columns.Single().Drift;
}
