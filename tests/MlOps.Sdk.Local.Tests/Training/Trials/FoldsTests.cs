using MlOps.Sdk.Plans;
using MlOps.Sdk.Stages;
using MlOps.Sdk.Training;
using MlOps.Sdk.Training.Trials;

namespace MlOps.Sdk.Local.Tests.Training.Trials;

public sealed class FoldsTests
{
    [Theory]
    [InlineData(TaskKind.Binary)]
    [InlineData(TaskKind.Multiclass)]
    [InlineData(TaskKind.Regression)]
    public void Each_row_is_held_out_once_and_trained_on_in_all_other_folds(TaskKind task)
    {
        FeatureMatrix matrix = Matrices.Create(task, rows: 103);
        Folds folds = new(matrix, 5, earlier: null);

        Assert.Equal(Enumerable.Range(0, 103), Enumerable.Range(0, 5).SelectMany(fold => Indices(folds.HeldOut(fold))).Order());
        Assert.All(Enumerable.Range(0, 5), fold =>
        {
            Assert.InRange(folds.HeldOut(fold).Count, 20, 21);
            Assert.Equal(Enumerable.Range(0, 103), Indices(folds.HeldOut(fold)).Concat(Indices(folds.Training(fold, 1))).Order());
        });
    }

    [Fact]
    public void Each_fold_has_its_share_of_a_rare_class()
    {
        FeatureMatrix matrix = Labelled([.. Enumerable.Range(0, 1000).Select(row => row is 3 or 4 or 500 or 501 or 990)]);
        Folds folds = new(matrix, 5, earlier: null);

        folds.Check("spot-check");
        Assert.All(Enumerable.Range(0, 5), fold =>
        {
            Assert.Equal(1, Positives(folds.HeldOut(fold)));
            Assert.Equal(2, Positives(folds.Training(fold, 0.5)));
        });
    }

    [Fact]
    public void A_lesser_share_is_a_part_of_a_greater_one()
    {
        Folds folds = new(Matrices.Create(TaskKind.Binary, rows: 500), 3, earlier: null);
        HashSet<int> ninth = [.. Indices(folds.Training(1, 1 / 9.0))];
        HashSet<int> third = [.. Indices(folds.Training(1, 1 / 3.0))];

        Assert.InRange(ninth.Count, 37, 39);
        Assert.Subset(third, ninth);
        Assert.Subset(Indices(folds.Training(1, 1)).ToHashSet(), third);
    }

    [Fact]
    public void Rows_with_a_time_are_evaluated_after_what_they_are_trained_on()
    {
        int[] days = [.. Enumerable.Range(0, 600).Select(row => row * 7 % 200)];
        int[] earlier = [.. days.Select(day => days.Count(other => other < day))];
        Folds folds = new(Matrices.Create(TaskKind.Binary, rows: 600), 4, earlier);

        Assert.All(Enumerable.Range(0, 4), fold =>
        {
            Assert.Equal(120, folds.HeldOut(fold).Count);
            Assert.Equal(120 * (fold + 1), folds.Training(fold, 1).Count);
            Assert.True(Indices(folds.Training(fold, 1)).Max(row => days[row]) < Indices(folds.HeldOut(fold)).Min(row => days[row]));
        });
    }

    [Fact]
    public void A_fold_in_which_a_class_is_missing_is_named()
    {
        Folds folds = new(Labelled([.. Enumerable.Range(0, 30).Select(row => row < 2)]), 3, earlier: null);

        StageException error = Assert.Throws<StageException>(() => folds.Check("spot-check"));

        Assert.Equal(
            "spot-check: fold 1 of 3 would be evaluated on 10 rows with one and the same label, so that nothing can be told apart. "
            + "Use fewer folds or more rows: there are 30.",
            error.Message);
    }

    [Fact]
    public void Rows_of_too_few_times_are_refused()
    {
        int[] earlier = [.. Enumerable.Range(0, 30).Select(row => row < 20 ? 0 : 20)];
        Folds folds = new(Labelled([.. Enumerable.Range(0, 30).Select(row => row % 2 == 0)]), 3, earlier);

        StageException error = Assert.Throws<StageException>(() => folds.Check("tune"));

        Assert.Contains("tune: fold 1 of 3 has no rows, because too many of them have the same time.", error.Message, StringComparison.Ordinal);
    }

    private static FeatureMatrix Labelled(bool[] labels) =>
        new([new FeatureSlots("A", 0, 1, [.. labels.Select((_, row) => (float)row)], null)], new LabelColumn.Truths(labels));

    private static IEnumerable<int> Indices(FeatureRows rows) => Enumerable.Range(0, rows.Count).Select(position => rows[position]);

    private static int Positives(FeatureRows rows) => Indices(rows).Count(row => ((LabelColumn.Truths)rows.Matrix.Label).Values[row]);
}
