using MlOps.Sdk.Data;
using MlOps.Sdk.Plans;
using MlOps.Sdk.Training;
using MlOps.Sdk.Training.Statistics;

namespace MlOps.Sdk.Core.Tests.Training.Statistics;

public sealed class RowMetricTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(TaskKind.Binary)]
    [InlineData(TaskKind.Multiclass)]
    [InlineData(TaskKind.Regression)]
    public void Rows_that_count_several_times_give_what_the_evaluators_give_for_rows_that_stand_there_several_times(TaskKind task)
    {
        Random random = new(7);
        for (int round = 0; round < 50; round++)
        {
            Predictions rows = Some(task, random.Next(1, 200), round);
            ushort[] counts = [.. Enumerable.Range(0, rows.Rows).Select(_ => (ushort)(round == 0 ? 1 : random.Next(4)))];
            Evaluation repeated = rows.Take([.. counts.SelectMany((count, row) => Enumerable.Repeat(row, count))]).Evaluate(SplitName.Test);
            foreach (Metric metric in repeated.Metrics)
            {
                double weighted = RowMetrics.Of(metric.Name, rows).Of(counts);
                Assert.True(
                    weighted.Equals(metric.Value) || Math.Abs(weighted - metric.Value) <= 1e-9 * Math.Max(1, Math.Abs(metric.Value)),
                    $"{metric.Name}: {weighted} and {metric.Value} of {counts.Sum(count => count)} rows");
            }
        }
    }

    [Fact]
    public void The_bootstrap_of_a_difference_of_areas_agrees_with_DeLongs_formula()
    {
        (Predictions champion, Predictions challenger) = new SimulatedModels(3).Binary(3000);
        double bootstrap = Bootstrap.StandardErrors(
            3000, 4000, 1, [Difference("AreaUnderRocCurve", champion, challenger)], Token)[0];
        Assert.InRange(bootstrap / DeLong(champion, challenger), 0.95, 1.05);
    }

    [Fact]
    public void The_bootstrap_of_a_mean_agrees_with_the_formula()
    {
        (Predictions champion, _) = new SimulatedModels(3).Regression(2000);
        double[] errors = [.. champion.Numbers.Zip(champion.Scores, (label, score) => Math.Abs(label - score))];
        double mean = errors.Average(), expected = Math.Sqrt(errors.Sum(error => (error - mean) * (error - mean)) / 2000 / 2000);
        double bootstrap = Bootstrap.StandardErrors(2000, 4000, 1, [RowMetrics.Of("MeanAbsoluteError", champion).Of], Token)[0];
        Assert.InRange(bootstrap / expected, 0.95, 1.05);
    }

    [Fact]
    public void Equal_seeds_give_equal_errors_and_others_do_not()
    {
        (Predictions champion, Predictions challenger) = new SimulatedModels(4).Binary(500);
        double[] errors = [.. new[] { 1, 1, 2 }.Select(seed => Bootstrap.StandardErrors(
            500, 600, seed, [Difference("AreaUnderRocCurve", champion, challenger)], Token)[0])];
        Assert.Equal(errors[0], errors[1]);
        Assert.NotEqual(errors[0], errors[2]);
    }

    private static Bootstrap.Statistic Difference(string metric, Predictions champion, Predictions challenger)
    {
        RowMetric before = RowMetrics.Of(metric, champion), after = RowMetrics.Of(metric, challenger);
        return counts => after.Of(counts) - before.Of(counts);
    }

    private static Predictions Some(TaskKind task, int rows, int seed)
    {
        SimulatedModels models = new(seed);
        Predictions plain = task switch
        {
            TaskKind.Binary => models.Binary(rows, rate: 0.4).Champion,
            TaskKind.Multiclass => models.Multiclass(rows).Champion,
            _ => models.Regression(rows).Champion,
        };
        // Ties, a missing score, and a class that the model doesn't know.
        float[] scores = [.. plain.Scores.Select((score, index) => task == TaskKind.Binary && index % 17 == 16 && seed % 5 == 0 ? float.NaN
            : task == TaskKind.Binary && index % 3 == 0 ? MathF.Round(score, 1) : score)];
        return new()
        {
            Task = task,
            Scores = scores,
            Width = plain.Width,
            Truths = plain.Truths,
            Codes = [.. plain.Codes.Select((code, row) => row % 13 == 12 ? -1 : code)],
            Numbers = plain.Numbers,
        };
    }

    // DeLong, DeLong and Clarke-Pearson 1988: the variance of the difference of two areas on the same rows.
    private static double DeLong(Predictions champion, Predictions challenger)
    {
        int[] positives = [.. Enumerable.Range(0, champion.Rows).Where(row => champion.Truths[row])];
        int[] negatives = [.. Enumerable.Range(0, champion.Rows).Where(row => !champion.Truths[row])];
        double[] byPositive = [.. positives.Select(one => negatives.Average(other => Above(challenger, one, other) - Above(champion, one, other)))];
        double[] byNegative = [.. negatives.Select(other => positives.Average(one => Above(challenger, one, other) - Above(champion, one, other)))];
        return Math.Sqrt((Variance(byPositive) / positives.Length) + (Variance(byNegative) / negatives.Length));

        static double Above(Predictions model, int one, int other) =>
            model.Scores[one] > model.Scores[other] ? 1 : model.Scores[one] < model.Scores[other] ? 0 : 0.5;

        static double Variance(double[] values)
        {
            double mean = values.Average();
            return values.Sum(value => (value - mean) * (value - mean)) / (values.Length - 1);
        }
    }
}
