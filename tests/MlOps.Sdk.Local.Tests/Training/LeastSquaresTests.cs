using MlOps.Sdk.Models;
using MlOps.Sdk.Plans;
using MlOps.Sdk.Stages;
using MlOps.Sdk.Training;
using MlOps.Sdk.Training.Learners;

namespace MlOps.Sdk.Local.Tests.Training;

public sealed class LeastSquaresTests
{
    [Fact]
    public void An_exact_relation_is_found_even_with_columns_as_large_as_years()
    {
        Random random = new(3);
        float[] years = [.. Enumerable.Range(0, 500).Select(_ => (float)random.Next(1990, 2020))];
        float[] speeds = [.. Enumerable.Range(0, 500).Select(_ => (float)random.NextDouble())];
        int[] codes = [.. Enumerable.Range(0, 500).Select(_ => random.Next(2))];
        double[] labels = [.. years.Select((year, row) => (0.25 * year) - (3 * speeds[row]) + (codes[row] == 1 ? 2 : 0) - 480)];
        FeatureMatrix matrix = new(
            [new FeatureSlots("Year", 0, 1, years, null), new FeatureSlots("Speed", 1, 1, speeds, null), new FeatureSlots("Kind", 2, 2, null, codes)],
            new LabelColumn.Numbers(labels));

        LinearParameters fitted = LeastSquares.Fit([matrix], l2: 1e-9, "train");

        Assert.Equal(0.25, fitted.Weights[0][0], 1e-6);
        Assert.Equal(-3, fitted.Weights[0][1], 1e-6);
        Assert.Equal(2, fitted.Weights[0][3] - fitted.Weights[0][2], 1e-6);
        IScorer scorer = fitted.CreateScorer();
        float[] score = new float[1];
        scorer.Score(Matrices.Row(matrix, 17), score);
        Assert.Equal(labels[17], score[0], 1e-3);
    }

    [Fact]
    public void Block_by_block_gives_what_all_rows_at_once_give()
    {
        FeatureMatrix matrix = Matrices.Create(TaskKind.Regression);
        LinearParameters atOnce = LeastSquares.Fit([matrix], l2: 1, "train");
        LeastSquares fit = new(l2: 1, "train");

        foreach (FeatureMatrix block in Matrices.Blocks(matrix, 300))
            fit.Add(block);

        LinearParameters byBlock = Assert.IsType<LinearParameters>(fit.Complete());
        Assert.Equal(atOnce.Biases[0], byBlock.Biases[0], 1e-9);
        Assert.All(atOnce.Weights[0].Zip(byBlock.Weights[0]), pair => Assert.Equal(pair.First, pair.Second, 1e-9));
    }

    [Fact]
    public void The_penalty_is_that_of_ridge_regression()
    {
        // By hand: centred x = (-1, 0, 1), y = (-2, 0, 2); w = Σxy / (Σx² + λ) = 4 / (2 + 2).
        FeatureMatrix matrix = new([new FeatureSlots("A", 0, 1, [1, 2, 3], null)], new LabelColumn.Numbers([3, 5, 7]));

        LinearParameters fitted = LeastSquares.Fit([matrix], l2: 2, "train");

        Assert.Equal(1, fitted.Weights[0][0], 1e-12);
        Assert.Equal(3, fitted.Biases[0], 1e-12);
    }

    [Fact]
    public void A_feature_that_follows_from_others_is_named()
    {
        FeatureMatrix matrix = new(
            [new FeatureSlots("A", 0, 1, [1, 2, 4], null), new FeatureSlots("Twice", 1, 1, [2, 4, 8], null)], new LabelColumn.Numbers([1, 2, 3]));

        StageException error = Assert.Throws<StageException>(() => LeastSquares.Fit([matrix], l2: 0, "train-linear"));

        Assert.StartsWith("train-linear: the feature 'Twice' is constant or follows from", error.Message);
        Assert.Contains("Learner.Linear(l2: 1)", error.Message);
    }
}
