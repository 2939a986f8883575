using System.Text.Json;
using Microsoft.ML;
using Microsoft.ML.Data;
using MlOps.Sdk.Models;
using MlOps.Sdk.Plans;
using MlOps.Sdk.Training;
using MlOps.Sdk.Training.Learners;

namespace MlOps.Sdk.Local.Tests.Training;

public sealed class LearnerTests
{
    public static TheoryData<string, TaskKind> All
    {
        get
        {
            TheoryData<string, TaskKind> data = [];
            foreach (Learner learner in Learners.Values)
            {
                foreach (TaskKind task in Enum.GetValues<TaskKind>())
                {
                    if (learner is not FastTreeLearner || task != TaskKind.Multiclass)
                        data.Add(learner.Name, task);
                }
            }

            return data;
        }
    }

    private static Dictionary<string, Learner> Learners { get; } = new Learner[]
    {
        Learner.LightGbm(trees: 12), Learner.FastTree(trees: 12), Learner.Linear(), Learner.Sdca(),
    }.ToDictionary(learner => learner.Name);

    [Theory]
    [MemberData(nameof(All))]
    public void What_is_served_scores_as_MLNET_does(string learner, TaskKind task)
    {
        FeatureMatrix matrix = Matrices.Create(task);
        (TrainedLearner trained, MLContext ml) = Fit(matrix, learner, task);
        if (trained.Model is null)
            return;

        FeatureMatrix unseen = Matrices.Create(task, rows: 3000, seed: 8);
        RequireSameScores(trained, unseen);
        RequireSameMetrics(ml, trained, unseen, task);
    }

    [Theory]
    [InlineData(TaskKind.Binary)]
    [InlineData(TaskKind.Multiclass)]
    [InlineData(TaskKind.Regression)]
    public void Missing_values_go_where_LightGbm_sends_them(TaskKind task)
    {
        (TrainedLearner trained, _) = Fit(Matrices.Create(task, missing: true), "lightgbm", task);

        TreeEnsembleParameters trees = Assert.IsType<TreeEnsembleParameters>(trained.Scorer);
        Assert.Contains(trees.Trees, tree => tree.MissingLeft.Count > 0);
        Assert.Contains(trees.Trees, tree => tree.MissingLeft.Count < tree.Features.Count);
        RequireSameScores(trained, Matrices.Create(task, rows: 3000, missing: true, seed: 8));
    }

    [Theory]
    [InlineData(TaskKind.Binary)]
    [InlineData(TaskKind.Regression)]
    public void Values_that_were_never_missing_in_training_may_be_missing_later(TaskKind task)
    {
        (TrainedLearner trained, _) = Fit(Matrices.Create(task), "lightgbm", task);

        RequireSameScores(trained, Matrices.Create(task, rows: 3000, missing: true, seed: 8));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Training_twice_gives_the_same_bits(string learner, TaskKind task)
    {
        (TrainedLearner first, MLContext firstMl) = Fit(Matrices.Create(task, rows: 5000), learner, task);
        (TrainedLearner second, MLContext secondMl) = Fit(Matrices.Create(task, rows: 5000), learner, task);

        Assert.Equal(JsonSerializer.Serialize(first.Scorer, PlanJson.Compact), JsonSerializer.Serialize(second.Scorer, PlanJson.Compact));
        Assert.Equal(FileOf(firstMl, first), FileOf(secondMl, second));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void The_number_of_threads_has_no_influence_on_the_model(string learner, TaskKind task)
    {
        ScorerParameters one = Fit(Matrices.Create(task, rows: 5000), learner, task, threads: 1).Trained.Scorer;
        ScorerParameters two = Fit(Matrices.Create(task, rows: 5000), learner, task, threads: 2).Trained.Scorer;

        Assert.Equal(JsonSerializer.Serialize(one, PlanJson.Compact), JsonSerializer.Serialize(two, PlanJson.Compact));
    }

    [Fact]
    public void Another_seed_gives_another_model()
    {
        FeatureMatrix matrix = Matrices.Create(TaskKind.Binary);
        ScorerParameters one = Fit(matrix, "sdca", TaskKind.Binary, seed: 1).Trained.Scorer;
        ScorerParameters two = Fit(matrix, "sdca", TaskKind.Binary, seed: 2).Trained.Scorer;

        Assert.NotEqual(JsonSerializer.Serialize(one, PlanJson.Compact), JsonSerializer.Serialize(two, PlanJson.Compact));
    }

    private static (TrainedLearner Trained, MLContext Ml) Fit(FeatureMatrix matrix, string learner, TaskKind task, int seed = 1, int? threads = null)
    {
        TrainingPlan plan = new() { Name = "train", Task = task, Learner = Learners[learner], Seed = seed };
        MLContext ml = new(seed);
        FeatureMatrixDataView view = new(matrix, TestContext.Current.CancellationToken);
        return (Assert.IsType<MlNetRecipe>(LearnerTable.Find(plan), exactMatch: false).Fit(new FitRequest(ml, new FeatureRows(matrix), view, plan, threads, [], "", _ => { })), ml);
    }

    private static void RequireSameScores(TrainedLearner trained, FeatureMatrix matrix)
    {
        IDataView scored = trained.Model!.Transformer.Transform(new FeatureMatrixDataView(matrix, TestContext.Current.CancellationToken));
        bool binary = trained.Scorer.Transform == ScoreTransform.Logistic;
        float[][] expected = trained.Scorer.Biases.Count > 1
            ? [.. scored.GetColumn<VBuffer<float>>("Score").Select(scores => scores.DenseValues().ToArray())]
            : [.. scored.GetColumn<float>(binary ? "Probability" : "Score").Select(score => (float[])[score])];

        IScorer scorer = trained.Scorer.CreateScorer();
        float[] scores = new float[scorer.ScoreCount];
        double greatest = GoldenRow.Greatest(expected.SelectMany(row => row));
        for (int row = 0; row < matrix.Rows; row++)
        {
            scorer.Score(Matrices.Row(matrix, row), scores);
            for (int score = 0; score < scores.Length; score++)
                Assert.True(GoldenRow.AreClose(expected[row][score], scores[score], greatest), $"row {row}: {expected[row][score]} and {scores[score]}");
        }
    }

    private static void RequireSameMetrics(MLContext ml, TrainedLearner trained, FeatureMatrix matrix, TaskKind task)
    {
        IDataView scored = trained.Model!.Transformer.Transform(new FeatureMatrixDataView(matrix, TestContext.Current.CancellationToken));
        SplitEvaluation scoring = new(trained.Scorer.CreateScorer(), task, Matrices.Classes, "test", matrix.Rows, TestContext.Current.CancellationToken);
        foreach (FeatureMatrix block in Matrices.Blocks(matrix, 700))
            scoring.Add(block);
        Evaluation evaluation = scoring.Compute();
        switch (task)
        {
            case TaskKind.Binary:
                CalibratedBinaryClassificationMetrics binary = ml.BinaryClassification.Evaluate(scored);
                Assert.Equal(binary.AreaUnderRocCurve, evaluation["AreaUnderRocCurve"], 1e-6);
                Assert.Equal(binary.AreaUnderPrecisionRecallCurve, evaluation["AreaUnderPrecisionRecallCurve"], 0.01);
                Assert.Equal(binary.Accuracy, evaluation["Accuracy"], 1e-9);
                Assert.Equal(binary.PositivePrecision, evaluation["Precision"], 1e-9);
                Assert.Equal(binary.PositiveRecall, evaluation["Recall"], 1e-9);
                Assert.Equal(binary.F1Score, evaluation["F1Score"], 1e-9);
                // ML.NET measures binary losses in bits.
                Assert.Equal(binary.LogLoss * Math.Log(2), evaluation["LogLoss"], 1e-5);
                break;
            case TaskKind.Multiclass:
                MulticlassClassificationMetrics multiclass = ml.MulticlassClassification.Evaluate(scored);
                Assert.Equal(multiclass.MicroAccuracy, evaluation["MicroAccuracy"], 1e-9);
                Assert.Equal(multiclass.MacroAccuracy, evaluation["MacroAccuracy"], 1e-9);
                Assert.Equal(multiclass.LogLoss, evaluation["LogLoss"], 1e-5);
                break;
            default:
                Microsoft.ML.Data.RegressionMetrics regression = ml.Regression.Evaluate(scored);
                Assert.Equal(regression.RSquared, evaluation["RSquared"], 1e-6);
                Assert.Equal(regression.MeanAbsoluteError, evaluation["MeanAbsoluteError"], 1e-6);
                Assert.Equal(regression.RootMeanSquaredError, evaluation["RootMeanSquaredError"], 1e-6);
                break;
        }
    }

    private static byte[] FileOf(MLContext ml, TrainedLearner trained)
    {
        if (trained.Model is null)
            return [];
        string path = Path.GetTempFileName();
        try
        {
            MlNetModelFile.Write(ml, trained.Model, path);
            return File.ReadAllBytes(path);
        }
        finally
        {
            File.Delete(path);
        }
    }
}
