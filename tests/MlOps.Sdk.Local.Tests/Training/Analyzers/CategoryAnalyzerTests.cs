using MlOps.Sdk.Algebra;
using MlOps.Sdk.Data;
using MlOps.Sdk.Plans;
using MlOps.Sdk.Training;

namespace MlOps.Sdk.Local.Tests.Training.Analyzers;

/// <summary>Vocabulary, one-hot, hash, cross, date parts and bag of words.</summary>
public sealed class CategoryAnalyzerTests : IDisposable
{
    private static readonly ColumnNode s_text = AnalyzerBench.X(DataType.String);

    private readonly AnalyzerBench _bench = new();

    [Fact]
    public async Task A_vocabulary_keeps_the_most_frequent_values_and_of_ties_the_lesser_by_code_point()
    {
        object?[] training = ["b", "\U0001F985", "b", "a", "\uFFFD", null, null, null, "B"];
        Assert.Equal([0, 1, 2, 3, 3, 3], await _bench.SlotsAsync(new("x", s_text, new VocabularyPlan(3)), training, "b", "B", "a", "\uFFFD", null, "never seen"));
        Assert.Equal([4, 3], await _bench.SlotsAsync(new("x", s_text, new VocabularyPlan(9)), training, "\U0001F985", "\uFFFD"));
    }

    [Fact]
    public async Task A_vocabulary_may_be_of_numbers_Booleans_and_days()
    {
        Assert.Equal([1, 0, 2], await _bench.SlotsAsync(new("x", AnalyzerBench.X(DataType.Int64), new VocabularyPlan(2)), [long.MinValue, 7L, 7L, 9L], long.MinValue, 7L, null));
        Assert.Equal([0, 1, 2], await _bench.SlotsAsync(new("x", AnalyzerBench.X(DataType.Boolean), new VocabularyPlan(9)), [true, false], false, true, null));
        DateOnly day = new(2024, 2, 29);
        Assert.Equal([0, 1], await _bench.SlotsAsync(new("x", AnalyzerBench.X(DataType.Date), new VocabularyPlan(9)), [day, day, null], day, null));
        Assert.Contains("is missing in all training rows", await _bench.FailAsync(new("x", s_text, new VocabularyPlan(9)), null, null));
    }

    [Fact]
    public async Task One_hot_has_a_slot_for_each_stated_value_and_one_for_all_others()
    {
        FeaturePlan feature = new("x", s_text, new OneHotPlan([ConstantNode.Of("Small"), ConstantNode.Of("Large")]));
        Assert.Equal([0, 1, 2, 2, 2], await _bench.SlotsAsync(feature, ["Large", "Medium"], "Small", "Large", "Medium", "large", null));
    }

    [Fact]
    public async Task A_hash_is_a_bucket_of_the_fingerprint_and_null_that_of_the_empty_text()
    {
        FeaturePlan feature = new("x", KeyBucketOf(s_text), new HashPlan(8));
        IReadOnlyList<int> slots = await _bench.SlotsAsync(feature, ["a", "a"], "a", "b", "😀", "", null);
        Assert.Equal(new[] { "a", "b", "😀", "", "" }.Select(text => (int)(((Fingerprint.Of(text) % 8) + 8) % 8)), slots);
    }

    [Fact]
    public async Task A_day_becomes_its_parts_and_null_is_missing_in_all_of_them()
    {
        FeaturePlan day = new("When", AnalyzerBench.X(DataType.Date), new DatePartsPlan());
        Assert.Equal(["When.Year", "When.Month", "When.Day", "When.DayOfWeek", "When.DayOfYear"], (await _bench.FitAsync(day, [null, null])).Select(part => part.Name));
        Assert.Equal(
            [[2024, 12, 31, 2, 366], [1, 1, 1, 1, 1], Enumerable.Repeat(float.NaN, 5)],
            await _bench.VectorsAsync(day, [null, null], new DateOnly(2024, 12, 31), DateOnly.MinValue, null));

        FeaturePlan instant = new("When", AnalyzerBench.X(DataType.Timestamp), new DatePartsPlan());
        Assert.Equal([[1969, 12, 31, 3, 365, 23]], await _bench.VectorsAsync(instant, [null, null], new DateTime(1969, 12, 31, 23, 59, 59, DateTimeKind.Utc)));
    }

    [Fact]
    public async Task A_bag_of_words_has_a_feature_for_each_of_the_most_frequent_words()
    {
        FeaturePlan feature = new("Remarks", s_text, new BagOfWordsPlan(3));
        object?[] training = ["Bird bird BIRD", "a gull; a bird?", "gull/vulture", null, "", " -- ", "über"];
        ValueList<FittedFeature> fitted = await _bench.FitAsync(feature, training, test: "jet jet jet");
        Assert.Equal(["Remarks=\"bird\"", "Remarks=\"gull\"", "Remarks=\"a\""], fitted.Select(word => word.Name));
        Assert.All(fitted, word => Assert.Equal(1, word.Width));
        Assert.Equal(
            [[1, 0, 0], [1, 1, 1], [0, 0, 0], [0, 0, 0], [0, 0, 0], [0, 1, 0]],
            await _bench.VectorsAsync(feature, training, "BIRD!bird", "A gull, a bird", "birds gulls", null, "", "gull"));
    }

    [Fact]
    public async Task A_column_without_words_is_refused() => Assert.Contains(
        "features.x: has no word in all training rows", await _bench.FailAsync(new("x", s_text, new BagOfWordsPlan(5)), null, "", "?!"));

    public void Dispose() => _bench.Dispose();

    private static ScalarNode KeyBucketOf(ScalarNode value) => new StratifiedSplitPlan(ConstantNode.Of(true), [value], 0.5, 0).Fingerprint();
}
