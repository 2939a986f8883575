using MlOps.Sdk.Plans;
using MlOps.Sdk.Training;

namespace MlOps.Sdk.Core.Tests.Training;

public sealed class EvaluatorTests
{
    [Fact]
    public void Binary_metrics_are_those_computed_by_hand()
    {
        // Descending: 0.9 +, 0.8 −, 0.6 +, 0.4 +, 0.2 −. Pairs won: 0.9 beats two, 0.6 and 0.4 beat one each: 4 of 6.
        BinaryMetrics metrics = Binary((true, 0.9f), (false, 0.8f), (true, 0.6f), (true, 0.4f), (false, 0.2f));

        Assert.Equal(4.0 / 6, metrics.AreaUnderRocCurve, 1e-12);
        Assert.Equal((1 + (2.0 / 3) + (3.0 / 4)) / 3, metrics.AreaUnderPrecisionRecallCurve, 1e-12);
        Assert.Equal(3.0 / 5, metrics.Accuracy, 1e-12);
        Assert.Equal(2.0 / 3, metrics.Precision, 1e-12);
        Assert.Equal(2.0 / 3, metrics.Recall, 1e-12);
        Assert.Equal(2.0 / 3, metrics.F1Score, 1e-12);
        Assert.Equal(-(Math.Log(0.9) + Math.Log(0.2) + Math.Log(0.6) + Math.Log(0.4) + Math.Log(0.8)) / 5, metrics.LogLoss, 1e-6);
    }

    [Fact]
    public void Ties_count_half_whatever_the_order_of_the_rows()
    {
        BinaryMetrics one = Binary((true, 0.5f), (false, 0.5f), (true, 0.7f), (false, 0.1f));
        BinaryMetrics other = Binary((false, 0.1f), (false, 0.5f), (true, 0.5f), (true, 0.7f));

        Assert.Equal(3.5 / 4, one.AreaUnderRocCurve, 1e-12);
        Assert.Equal(one.AreaUnderRocCurve, other.AreaUnderRocCurve);
        Assert.Equal((1 + (2.0 / 3)) / 2, one.AreaUnderPrecisionRecallCurve, 1e-12);
        Assert.Equal(one.AreaUnderPrecisionRecallCurve, other.AreaUnderPrecisionRecallCurve);
    }

    [Fact]
    public void Scores_that_say_nothing_have_an_area_of_one_half()
    {
        Assert.Equal(0.5, Binary((true, 0.3f), (false, 0.3f), (false, 0.3f)).AreaUnderRocCurve, 1e-12);
    }

    [Fact]
    public void A_certain_error_costs_a_bounded_loss()
    {
        Assert.Equal(-Math.Log(1e-15), Binary((true, 0f)).LogLoss, 1e-9);
        Assert.Equal(-Math.Log(1e-15), Binary((false, 1f)).LogLoss, 0.1);
    }

    [Fact]
    public void Metrics_that_the_rows_do_not_define_are_NaN()
    {
        BinaryMetrics metrics = Binary((false, 0.1f), (false, 0.2f));

        Assert.Equal(double.NaN, metrics.AreaUnderRocCurve);
        Assert.Equal(double.NaN, metrics.AreaUnderPrecisionRecallCurve);
        Assert.Equal(double.NaN, metrics.Precision);
        Assert.Equal(double.NaN, metrics.Recall);
        Assert.Equal(0, metrics.F1Score);
        Assert.Equal(1, metrics.Accuracy);
    }

    [Fact]
    public void The_area_is_the_share_of_pairs_that_are_in_order()
    {
        Random random = new(5);
        (bool Label, float Score)[] rows = [.. Enumerable.Range(0, 400).Select(_ => (random.Next(3) == 0, random.Next(50) / 50f))];
        double won = 0, pairs = 0;
        foreach ((_, float positive) in rows.Where(row => row.Label))
        {
            foreach ((_, float negative) in rows.Where(row => !row.Label))
            {
                pairs++;
                won += positive > negative ? 1 : positive.Equals(negative) ? 0.5 : 0;
            }
        }

        Assert.Equal(won / pairs, Binary(rows).AreaUnderRocCurve, 1e-12);
    }

    [Fact]
    public void Multiclass_metrics_count_a_class_that_training_never_saw_as_wrong()
    {
        MulticlassEvaluator evaluator = new(2);
        evaluator.Add(0, [0.8f, 0.2f]);
        evaluator.Add(0, [0.4f, 0.6f]);
        evaluator.Add(1, [0.1f, 0.9f]);
        evaluator.Add(-1, [0.5f, 0.5f]);
        MulticlassMetrics metrics = evaluator.Compute();

        Assert.Equal(0.5, metrics.MicroAccuracy, 1e-12);
        Assert.Equal((0.5 + 1 + 0) / 3, metrics.MacroAccuracy, 1e-12);
        Assert.Equal(-(Math.Log(0.8) + Math.Log(0.4) + Math.Log(0.9) + Math.Log(1e-15)) / 4, metrics.LogLoss, 1e-6);
    }

    [Fact]
    public void Regression_metrics_are_those_computed_by_hand()
    {
        RegressionEvaluator evaluator = new();
        evaluator.Add(1e9 + 1, 1e9 + 2);
        evaluator.Add(1e9 + 2, 1e9 + 2);
        evaluator.Add(1e9 + 6, 1e9 + 5);
        Sdk.Training.RegressionMetrics metrics = evaluator.Compute();

        Assert.Equal(1 - (2.0 / 14), metrics.RSquared, 1e-9);
        Assert.Equal(2.0 / 3, metrics.MeanAbsoluteError, 1e-12);
        Assert.Equal(Math.Sqrt(2.0 / 3), metrics.RootMeanSquaredError, 1e-12);
    }

    [Fact]
    public void An_evaluation_lists_every_metric_in_ordinal_order()
    {
        foreach (Evaluation evaluation in (Evaluation[])
            [
                new BinaryMetrics().ToEvaluation("test", 1), new MulticlassMetrics().ToEvaluation("test", 1), new Sdk.Training.RegressionMetrics().ToEvaluation("test", 1),
            ])
        {
            string[] names = [.. evaluation.Metrics.Select(metric => metric.Name)];
            Type record = evaluation.Task switch
            {
                TaskKind.Binary => typeof(BinaryMetrics),
                TaskKind.Multiclass => typeof(MulticlassMetrics),
                _ => typeof(Sdk.Training.RegressionMetrics),
            };
            Assert.Equal(record.GetProperties().Select(property => property.Name).Order(StringComparer.Ordinal), names);
            Assert.Contains(evaluation.Primary, names);
        }
    }

    private static BinaryMetrics Binary(params (bool Label, float Probability)[] rows)
    {
        BinaryEvaluator evaluator = new();
        foreach ((bool label, float probability) in rows)
            evaluator.Add(label, probability);
        return evaluator.Compute();
    }
}
