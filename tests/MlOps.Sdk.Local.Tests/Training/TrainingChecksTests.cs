using MlOps.Sdk.Algebra;
using MlOps.Sdk.Data;
using MlOps.Sdk.Plans;
using MlOps.Sdk.Stages;
using MlOps.Sdk.Training;
using MlOps.Sdk.Training.Learners;

namespace MlOps.Sdk.Local.Tests.Training;

public sealed class TrainingChecksTests
{
    [Fact]
    public void An_empty_training_split_is_refused_before_anything_is_read()
    {
        string message = Refused(() => TrainingChecks.BeforeReading(Request(TaskKind.Binary, Learner.LightGbm(), rows: 0)));

        Assert.StartsWith("train-lightgbm: the split 'train' of 'birds' has no rows.", message);
    }

    [Fact]
    public void Too_many_classes_are_refused()
    {
        ValueList<string> classes = Enumerable.Range(0, 1001).Select(index => $"c{index}").ToValueList();

        string message = Refused(() => TrainingChecks.BeforeReading(Request(TaskKind.Multiclass, Learner.LightGbm(), classes: classes)));

        Assert.StartsWith("train-lightgbm: the label has 1001 classes, at most 1000 can be told apart.", message);
    }

    [Theory]
    [InlineData(true, "true")]
    [InlineData(false, "false")]
    public void A_constant_label_is_refused_with_its_value(bool value, string text)
    {
        FeatureMatrix matrix = new([new FeatureSlots("A", 0, 1, [1, 2], null)], new LabelColumn.Truths([value, value]));

        Assert.StartsWith($"train-lightgbm: the label is {text} in every row of the split 'train'", Refused(matrix, TaskKind.Binary, Learner.LightGbm()));
    }

    [Fact]
    public void Every_feature_with_missing_values_is_named_for_a_learner_that_takes_none()
    {
        FeatureMatrix matrix = new(
            [
                new FeatureSlots("Speed", 0, 1, [1, float.NaN, float.NaN], null),
                new FeatureSlots("Age", 1, 1, [1, 2, 3], null),
                new FeatureSlots("Height", 2, 1, [float.PositiveInfinity, 2, 3], null),
            ],
            new LabelColumn.Truths([true, false, true]));

        string message = Refused(matrix, TaskKind.Binary, Learner.Linear());

        Assert.Contains("train-linear: the feature 'Speed' is missing or infinite in 2 of 3 rows of the split 'train'", message);
        Assert.Contains("Write f.Speed ?? 0 or Feature.Standardize(f.Speed)", message);
        Assert.Contains("the feature 'Height' is missing or infinite in 1 of 3 rows", message);
        Assert.DoesNotContain("'Age'", message);
        Check([matrix], TaskKind.Binary, Learner.LightGbm());
    }

    [Fact]
    public void A_label_that_is_missing_is_counted()
    {
        FeatureMatrix matrix = new([new FeatureSlots("A", 0, 1, [1, 2], null)], new LabelColumn.Numbers([double.NaN, 3]));

        Assert.Contains("the label is missing or infinite in 1 of 2 rows of the split 'train'", Refused(matrix, TaskKind.Regression, Learner.LightGbm()));
    }

    [Fact]
    public void Blocks_of_a_split_are_judged_together()
    {
        FeatureMatrix first = new([new FeatureSlots("A", 0, 1, [1, float.NaN], null)], new LabelColumn.Numbers([3, 3]));
        FeatureMatrix second = new([new FeatureSlots("A", 0, 1, [float.NaN, 2, 3], null)], new LabelColumn.Numbers([3, 3, 3]));
        FeatureMatrix third = new([new FeatureSlots("A", 0, 1, [float.NaN], null)], new LabelColumn.Numbers([4]));

        Assert.Contains("the label is 3 in every row", Refused(() => Check([first, second], TaskKind.Regression, Learner.LightGbm())));
        Check([first, second, third], TaskKind.Regression, Learner.LightGbm());
        Check([first, second], TaskKind.Regression, Learner.LightGbm(), SplitName.Test);
        Assert.Contains("the feature 'A' is missing or infinite in 3 of 6 rows", Refused(() => Check([first, second, third], TaskKind.Regression, Learner.Linear())));
    }

    [Fact]
    public void A_learner_without_the_task_names_those_that_have_it()
    {
        string message = Refused(() => LearnerTable.Find(Plan(TaskKind.Multiclass, Learner.FastTree())));

        Assert.Equal("train-fasttree: the learner 'fasttree' has no multiclass form. Use Learner.LightGbm() or Learner.Linear() or Learner.Sdca() or Learner.Program(…).", message);
    }

    [Fact]
    public void A_learner_of_the_users_own_needs_a_trainer()
    {
        Assert.Contains("UseTrainer", Refused(() => LearnerTable.Find(Plan(TaskKind.Binary, new OwnLearner("mine")))));
    }

    private static string Refused(FeatureMatrix matrix, TaskKind task, Learner learner) =>
        Refused(() => Check([matrix], task, learner));

    private static void Check(IEnumerable<FeatureMatrix> blocks, TaskKind task, Learner learner, string split = SplitName.Train)
    {
        SplitCheck check = new(LearnerTable.Find(Plan(task, learner)).TakesMissingValues, Request(task, learner), split);
        foreach (FeatureMatrix block in blocks)
            check.Add(block);
        check.ThrowIfAny();
    }

    private static string Refused(Action action) => Assert.Throws<StageException>(action).Message;

    private static TrainingPlan Plan(TaskKind task, Learner learner) => new() { Name = $"train-{learner.Name}", Task = task, Learner = learner };

    private static TrainingRequest Request(TaskKind task, Learner learner, long rows = 3, ValueList<string>? classes = null)
    {
        Schema schema = new([new Column("A", DataType.Double)]);
        StagedDataset staged = new("birds", new Dataset([], schema, rows), [new SplitCount(SplitName.Train, rows)]);
        FittedFeatures features = new([], new ColumnNode("Label", DataType.Boolean, false), schema, [], []) { Classes = classes ?? [] };
        return new TrainingRequest(staged, features, Plan(task, learner));
    }
}
