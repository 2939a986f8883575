using MlOps.Sdk.Data;
using MlOps.Sdk.Plans;
using MlOps.Sdk.Stages;
using MlOps.Sdk.Training.Trials;

namespace MlOps.Sdk.Training.SpotChecks;

/// <summary>Puts learners in order by how well they did on the folds.</summary>
internal static class Ranking
{
    // No metric that ranks exceeds it, and of all of them more is better.
    private const double Perfect = 1;

    /// <exception cref="StageException">None of the learners could be trained.</exception>
    public static SpotCheck Of(SpotCheckPlan plan, long rows, IReadOnlyList<TrialOutcome[]> outcomes)
    {
        if (outcomes.All(folds => folds.Any(outcome => outcome.Failure is not null)))
        {
            throw new StageException(string.Join(
                Environment.NewLine,
                outcomes.Select((folds, index) => $"{plan.Name}: {plan.Learners[index].Name} can't be ranked: {TrialOutcome.FailureOf(folds, plan.Name)}")));
        }

        double ratio = TestToTraining(plan, rows, outcomes.First(folds => folds.All(outcome => outcome.Failure is null)));
        // Sorting is stable: of equals, the one that was named first comes first.
        RankedLearner[] ranking =
        [
            .. outcomes.Select((folds, index) => Rank(plan.Learners[index], folds, ratio, plan.Name))
                .OrderBy(learner => learner.Failure is not null).ThenByDescending(learner => learner.Mean),
        ];
        RankedLearner first = ranking[0];
        string metric = outcomes.SelectMany(folds => folds).First(outcome => outcome.Evaluation is not null).Evaluation!.Primary;
        return new SpotCheck(first.Learner, metric, rows, plan.Folds, [.. ranking], [])
        {
            Indistinguishable = ranking.Skip(1).Where(learner => learner.Failure is null && IsLevel(first, learner, ratio))
                .Select(learner => learner.Learner).ToValueList(),
        };
    }

    private static RankedLearner Rank(Learner learner, TrialOutcome[] folds, double ratio, string stage)
    {
        ValueList<double> scores = folds.Select(outcome => outcome.Score).ToValueList();
        if (TrialOutcome.FailureOf(folds, stage) is { } failure)
            return new RankedLearner(learner, scores, double.NaN, double.NaN, double.NaN, failure);
        FoldInterval interval = FoldInterval.Of(scores.AsSpan(), ratio);
        return new RankedLearner(learner, scores, interval.Mean, interval.Low, Math.Min(Perfect, interval.High));
    }

    // On the same folds, whose own ease or difficulty thereby cancels out.
    private static bool IsLevel(RankedLearner first, RankedLearner other, double ratio)
    {
        double[] differences = [.. first.Scores.Zip(other.Scores, (one, another) => one - another)];
        return FoldInterval.Of(differences, ratio).Low <= 0;
    }

    // Of ordered rows a fold is trained on what no later fold, nor itself, is evaluated on.
    private static double TestToTraining(SpotCheckPlan plan, long rows, TrialOutcome[] folds)
    {
        long[] tested = [.. folds.Select(outcome => outcome.Evaluation!.Rows)];
        return tested.Select((test, fold) => test / (double)(rows - (plan.Order is null ? test : tested[fold..].Sum()))).Average();
    }
}
