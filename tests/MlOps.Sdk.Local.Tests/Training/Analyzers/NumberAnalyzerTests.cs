using MlOps.Sdk.Data;
using MlOps.Sdk.Plans;

namespace MlOps.Sdk.Local.Tests.Training.Analyzers;

/// <summary>Standardize, min-max, impute and buckets, over columns that break careless statistics.</summary>
public sealed class NumberAnalyzerTests : IDisposable
{
    private static readonly object?[] s_usual = [1.0, 3.0, null, double.NaN, 5.0];
    private static readonly object?[] s_infinite = [1.0, double.PositiveInfinity, 2.0];

    private readonly AnalyzerBench _bench = new();

    public static TheoryData<AnalyzerPlan> All => [new StandardizePlan(), new MinMaxPlan(), new ImputePlan(Imputation.Mean), new ImputePlan(Imputation.Median), new BucketsPlan(4)];

    [Fact]
    public async Task Standardize_centres_by_the_mean_and_takes_missing_values_for_it() =>
        Assert.Equal([[-1], [0], [2], [0], [0], [float.PositiveInfinity]], await _bench.VectorsAsync(Feature(new StandardizePlan()), s_usual, 1.0, 3.0, 7.0, null, double.NaN, double.PositiveInfinity));

    [Fact]
    public async Task MinMax_lies_between_0_and_1_and_takes_missing_values_for_the_mean() =>
        Assert.Equal([[0], [0.25f], [1], [0], [1], [0.5f], [0.5f]], await _bench.VectorsAsync(
            Feature(new MinMaxPlan()), s_usual, 1.0, 2.0, 5.0, -9.0, double.PositiveInfinity, null, double.NaN));

    [Fact]
    public async Task Impute_puts_mean_or_median_in_the_place_of_missing_values()
    {
        object?[] skewed = [1.0, 2.0, 3.0, 100.0, null, double.NaN];
        Assert.Equal([[26.5f], [26.5f], [7], [float.NegativeInfinity]], await _bench.VectorsAsync(
            Feature(new ImputePlan(Imputation.Mean)), skewed, null, double.NaN, 7.0, double.NegativeInfinity));
        Assert.Equal([[2], [2], [7]], await _bench.VectorsAsync(Feature(new ImputePlan(Imputation.Median)), skewed, null, double.NaN, 7.0));
        Assert.Equal([[2], [7]], await _bench.VectorsAsync(Feature(new ImputePlan(Imputation.Median)), [.. skewed, 0.0, double.PositiveInfinity, double.NegativeInfinity], null, 7.0));
    }

    [Fact]
    public async Task Buckets_hold_equally_many_training_rows_and_missing_values_have_their_own()
    {
        object?[] hundred = [.. Enumerable.Range(0, 100).Select(i => (object?)(double)i), null, double.NaN];
        IReadOnlyList<int> slots = await _bench.SlotsAsync(Feature(new BucketsPlan(4)), hundred, [.. hundred, -1.0, 1e9, double.NegativeInfinity, double.PositiveInfinity, -0.0]);
        Assert.Equal([25, 25, 25, 25, 2], slots.Take(102).GroupBy(slot => slot).OrderBy(group => group.Key).Select(group => group.Count()));
        Assert.Equal([0, 3, 0, 3, 0], slots.Skip(102));
    }

    [Fact]
    public async Task Equal_quantiles_are_taken_once()
    {
        object?[] ties = [.. Enumerable.Repeat<object?>(7.0, 90), .. Enumerable.Range(0, 10).Select(i => (object?)(100.0 + i))];
        float[][] vectors = await _bench.VectorsAsync(Feature(new BucketsPlan(10)), ties, 7.0, 8.0, null);
        Assert.Equal([[1, 0, 0], [0, 1, 0], [0, 0, 1]], vectors);
        Assert.Equal([[1, 0, 0], [0, 1, 0], [0, 0, 1]], await _bench.VectorsAsync(Feature(new BucketsPlan(1000)), [5.0, null], 5.0, 6.0, double.NaN));
    }

    [Fact]
    public async Task A_constant_column_and_a_single_value_become_0()
    {
        foreach (object?[] training in new object?[][] { [4.0, 4.0, 4.0], [4.0, null] })
        {
            Assert.Equal([[0], [0], [1]], await _bench.VectorsAsync(Feature(new StandardizePlan()), training, 4.0, null, 5.0));
            Assert.Equal([[0], [0], [1]], await _bench.VectorsAsync(Feature(new MinMaxPlan()), training, 4.0, null, 99.0));
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task A_column_without_values_is_refused(AnalyzerPlan analyzer)
    {
        Assert.Contains("features.x: is missing in all training rows", await _bench.FailAsync(Feature(analyzer), null, null));
        Assert.Contains("features.x: is missing in all training rows", await _bench.FailAsync(Feature(analyzer), double.NaN, null, double.NaN));
    }

    [Fact]
    public async Task Infinite_training_values_are_refused_where_they_would_ruin_the_statistic()
    {
        foreach (AnalyzerPlan analyzer in new AnalyzerPlan[] { new StandardizePlan(), new MinMaxPlan(), new ImputePlan(Imputation.Mean) })
            Assert.Contains("features.x: is infinite in training rows", await _bench.FailAsync(Feature(analyzer), s_infinite));
        Assert.Contains("or too great to reckon with", await _bench.FailAsync(Feature(new MinMaxPlan()), -1e308, 1e308));
        Assert.Equal([0, 1, 1, 2], await _bench.SlotsAsync(Feature(new BucketsPlan(2)), [.. s_infinite, 3.0], 2.0, 3.0, double.PositiveInfinity, null));
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task Nothing_is_learnt_from_the_test_split(AnalyzerPlan analyzer) =>
        Assert.Equal(await _bench.FitAsync(Feature(analyzer), s_usual), await _bench.FitAsync(Feature(analyzer), s_usual, test: 1e9));

    [Theory]
    [MemberData(nameof(All))]
    public async Task Every_slot_is_a_number_whatever_comes(AnalyzerPlan analyzer)
    {
        float[][] vectors = await _bench.VectorsAsync(Feature(analyzer), s_usual, null, double.NaN, double.MaxValue, double.MinValue, double.Epsilon, -0.0, 0.1);
        Assert.All(vectors, vector => Assert.All(vector, slot => Assert.False(float.IsNaN(slot))));
    }

    public void Dispose() => _bench.Dispose();

    private static FeaturePlan Feature(AnalyzerPlan analyzer) => new("x", AnalyzerBench.X(DataType.Double), analyzer);
}
