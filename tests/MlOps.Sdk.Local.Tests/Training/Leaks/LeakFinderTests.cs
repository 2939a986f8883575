using MlOps.Sdk.Data;
using MlOps.Sdk.Plans;
using MlOps.Sdk.Training;
using MlOps.Sdk.Training.Leaks;

namespace MlOps.Sdk.Local.Tests.Training.Leaks;

public sealed class LeakFinderTests
{
    private const int Rows = 2_000;

    private readonly Random _random = new(5);

    [Theory]
    [InlineData(TaskKind.Binary)]
    [InlineData(TaskKind.Multiclass)]
    [InlineData(TaskKind.Regression)]
    public void Honest_features_are_not_suspected(TaskKind task) =>
        Assert.Empty(LeakFinder.Find(Matrices.Create(task, missing: true), TestContext.Current.CancellationToken));

    [Theory]
    [InlineData(1, "is the label in all but 4 of 2,000 rows. Leave it out of Features(…).")]
    [InlineData(-1, "is the label's negation in all but 4 of 2,000 rows. Leave it out of Features(…).")]
    public void A_copy_of_a_truth_is_found_and_so_is_its_negation(int sign, string reason)
    {
        bool[] labels = Truths();
        float[] copy = [.. labels.Select((label, row) => (label == sign > 0) != row < 4 ? 1f : 0)];

        AssertFound(reason, Number(copy), new LabelColumn.Truths(labels));
    }

    [Theory]
    [InlineData(1, "is the label in all of 2,000 rows. Leave it out of Features(…).")]
    [InlineData(-1, "is the label with its sign changed in all of 2,000 rows. Leave it out of Features(…).")]
    public void A_copy_of_a_number_is_found_though_it_is_rounded_to_a_float(int sign, string reason)
    {
        double[] labels = Numbers();

        AssertFound(reason, Number([.. labels.Select(label => (float)(sign * label))]), new LabelColumn.Numbers(labels));
    }

    [Fact]
    public void The_classes_under_other_names_are_found()
    {
        int[] classes = [.. Enumerable.Range(0, Rows).Select(_ => _random.Next(3))];

        AssertFound(
            "is the label under other names in all of 2,000 rows. Leave it out of Features(…).",
            Codes([.. classes.Select(code => 2 - code)], 4),
            new LabelColumn.Classes(classes, 3));
    }

    [Fact]
    public void A_number_that_orders_the_rows_by_the_label_is_found()
    {
        bool[] labels = Truths();
        float[] values = [.. labels.Select(label => (float)((label ? 1.2 : 0) + _random.NextDouble()))];
        values[3] = values[4] = values[5] = 0.5f;

        AssertFound("alone gives an area under the ROC curve of ", Number(values), new LabelColumn.Truths(labels));
        AssertFound("alone gives an area under the ROC curve of ", Number([.. values.Select(value => -value)]), new LabelColumn.Truths(labels));
    }

    [Fact]
    public void That_a_value_is_missing_may_tell_the_label()
    {
        bool[] labels = Truths();
        float[] cost = [.. labels.Select(label => label ? (float)_random.NextDouble() : float.NaN)];

        AssertFound("alone gives an area under the ROC curve of 1.000.", Number(cost), new LabelColumn.Truths(labels));
    }

    [Fact]
    public void A_number_that_tells_the_label_out_of_order_is_found_by_its_bins()
    {
        // True around 0.5 only: the order says nothing.
        float[] values = [.. Enumerable.Range(0, Rows).Select(_ => (float)_random.NextDouble())];
        bool[] labels = [.. values.Select(value => value is > 0.3f and < 0.7f)];

        AssertFound("alone gives an area under the ROC curve of ", Number(values), new LabelColumn.Truths(labels));
    }

    [Fact]
    public void A_vocabulary_that_tells_the_label_is_judged_on_rows_that_it_was_not_counted_on()
    {
        int[] codes = [.. Enumerable.Range(0, Rows).Select(_ => _random.Next(30))];
        int[] alone = [.. Enumerable.Range(0, Rows)];

        AssertFound("alone gives an area under the ROC curve of ", Codes(codes, 31), new LabelColumn.Truths([.. codes.Select(code => code % 3 == 0)]));
        // Each code comes once, and so would tell its own row's label, but no other's.
        AssertFound("has 2,000 values of its vocabulary in 2,000 rows, as if they named them.", Codes(alone, Rows + 1), new LabelColumn.Truths(Truths()));
    }

    [Fact]
    public void A_number_that_the_label_follows_is_found()
    {
        double[] labels = Numbers();
        int[] codes = [.. Enumerable.Range(0, Rows).Select(_ => _random.Next(10))];

        AssertFound("has a correlation of -0.99", Number([.. labels.Select(label => (float)((-3 * label) + (40 * _random.NextDouble())))]), new LabelColumn.Numbers(labels));
        AssertFound(
            "alone explains 99.", Codes(codes, 11), new LabelColumn.Numbers([.. codes.Select(code => (100d * (code * 7 % 10)) + (60 * _random.NextDouble()))]));
    }

    [Fact]
    public void A_number_that_tells_the_class_is_found_unless_the_commonest_class_is_as_good_a_guess()
    {
        float[] values = [.. Enumerable.Range(0, Rows).Select(_ => (float)_random.NextDouble())];
        int[] classes = [.. values.Select(value => (int)(value * 3))];
        int[] rare = [.. Enumerable.Range(0, Rows).Select(row => row % 100 == 0 ? 1 : 0)];

        AssertFound("alone tells the class of 9", Number(values), new LabelColumn.Classes(classes, 3));
        Assert.Empty(Find(Number(values), new LabelColumn.Classes(rare, 2)));
    }

    [Fact]
    public void A_counter_and_an_identifier_are_found_and_an_amount_is_not()
    {
        float[] counter = [.. Enumerable.Range(0, Rows).Select(row => 3000f + (row * 37 % Rows * 5))];
        float[] amounts = [.. Enumerable.Range(0, Rows).Select(_ => (float)Math.Round(Math.Exp(14 * _random.NextDouble())))];
        float[] measured = [.. Enumerable.Range(0, Rows).Select(_ => (float)_random.NextDouble())];
        int[] names = [.. Enumerable.Range(0, Rows).Select(row => row < 50 ? row : 50)];

        AssertFound("has 2,000 whole numbers, evenly spread, in 2,000 rows, as if it counted or named them.", Number(counter), new LabelColumn.Truths(Truths()));
        AssertFound("has 50 values of its vocabulary in 50 rows, as if they named them.", Codes(names, 51), new LabelColumn.Truths(Truths()));
        Assert.Empty(Find(Number(amounts), new LabelColumn.Truths(Truths())));
        Assert.Empty(Find(Number(measured), new LabelColumn.Truths(Truths())));
    }

    [Fact]
    public void Constants_and_what_is_missing_everywhere_are_not_suspected()
    {
        float[] constant = [.. Enumerable.Repeat(7f, Rows)];
        float[] missing = [.. Enumerable.Repeat(float.NaN, Rows)];

        foreach (LabelColumn label in (LabelColumn[])[new LabelColumn.Truths(Truths()), new LabelColumn.Numbers(Numbers()), new LabelColumn.Classes([.. Truths().Select(truth => truth ? 1 : 0)], 2)])
        {
            Assert.Empty(Find(Number(constant), label));
            Assert.Empty(Find(Number(missing), label));
            Assert.Empty(Find(Codes(new int[Rows], 3), label));
        }
    }

    [Fact]
    public void Every_feature_that_leaks_is_named()
    {
        bool[] labels = Truths();
        FeatureSlots[] features = [.. Enumerable.Range(0, 6).Select(index => new FeatureSlots($"F{index}", index, 1, [.. labels.Select(label => label ? index + 1f : -index)], null))];

        ValueList<LeakWarning> warnings = LeakFinder.Find(new FeatureMatrix(features, new LabelColumn.Truths(labels)), TestContext.Current.CancellationToken);

        Assert.Equal(["F0", "F1", "F2", "F3", "F4", "F5"], warnings.Select(warning => warning.Feature));
    }

    [Fact]
    public void Thirty_rows_are_judged_without_alarm()
    {
        FeatureMatrix matrix = Matrices.Create(TaskKind.Binary, rows: 30);

        Assert.Empty(LeakFinder.Find(matrix, TestContext.Current.CancellationToken));
    }

    private bool[] Truths() => [.. Enumerable.Range(0, Rows).Select(_ => _random.Next(10) == 0)];

    private double[] Numbers() => [.. Enumerable.Range(0, Rows).Select(_ => 100 * _random.NextDouble() - 30)];

    private static FeatureSlots Number(float[] values) => new("X", 0, 1, values, null);

    private static FeatureSlots Codes(int[] codes, int width) => new("X", 0, width, null, codes);

    private static ValueList<LeakWarning> Find(FeatureSlots feature, LabelColumn label) =>
        LeakFinder.Find(new FeatureMatrix([feature], label), TestContext.Current.CancellationToken);

    private static void AssertFound(string reason, FeatureSlots feature, LabelColumn label)
    {
        LeakWarning warning = Assert.Single(Find(feature, label));
        Assert.Equal("X", warning.Feature);
        Assert.StartsWith(reason, warning.Reason, StringComparison.Ordinal);
    }
}
