using MlOps.Sdk.Data;
using MlOps.Sdk.Plans;
using MlOps.Sdk.Stages;
using MlOps.Sdk.Training.Trials;

namespace MlOps.Sdk.Training;

/// <summary>One search: batch after batch, and each from rung to rung.</summary>
/// <remarks>A batch is proposed when the one before it has ended, so that the result depends on the plan and the rows alone, not on which trial ended first.</remarks>
internal sealed class TuningSearch(TuningPlan plan, string metric, ITrials trials, StageContext context)
{
    private readonly TrialPool _pool = new(trials, context);
    private readonly IReadOnlyList<double> _shares = Halving.Shares(plan.Halvings, trials.Rows);
    private readonly List<TuningTrial> _tried = [];
    private double _done;

    public async Task<Tuning> RunAsync(CancellationToken cancellationToken)
    {
        SearchSpaces spaces = new(plan.Spaces);
        EarlierSearch earlier = await EarlierSearch.FindAsync(plan, spaces, metric, context, cancellationToken);
        Proposals proposals = new(plan, spaces, earlier.Best);
        while (_tried.Count < plan.Trials
            && proposals.Next(Math.Min(plan.Batch, plan.Trials - _tried.Count), Tried()) is { Count: > 0 } batch)
        {
            TuningTrial[] begun = [.. batch.Select((proposal, index) => new TuningTrial(_tried.Count + index + 1, proposal))];
            await ClimbAsync(begun, cancellationToken);
            _tried.AddRange(begun);
        }

        context.Progress.Report(1);
        return Conclude(earlier.Fingerprint);
    }

    private async Task ClimbAsync(TuningTrial[] batch, CancellationToken cancellationToken)
    {
        TuningTrial[] climbing = batch;
        for (int rung = 0; rung < _shares.Count; rung++)
        {
            await TryAsync(climbing, rung, batch.Length, cancellationToken);
            climbing = [.. climbing.Where(trial => trial.Failure is null)];
            if (rung + 1 == _shares.Count)
                return;
            int survivors = Halving.Survivors(climbing.Length);
            // Sorting is stable: of equals, the one that was proposed first goes on.
            foreach (TuningTrial survivor in climbing.Where(trial => trial.Earned == rung).OrderByDescending(trial => trial.ScoreOn(rung)).Take(survivors))
                survivor.Earned++;
            climbing = [.. climbing.Where(trial => trial.IsOwn || trial.Earned > rung)];
        }
    }

    private async Task TryAsync(TuningTrial[] climbing, int rung, int batch, CancellationToken cancellationToken)
    {
        double share = _shares[rung];
        Trial[] runs = [.. climbing.SelectMany(trial => Enumerable.Range(0, plan.Folds).Select(fold => new Trial(trial.Learner, fold, share, plan.Seed)))];
        double done = _done;
        double work = WorkOf(rung) / WorkOfTrial() * batch / plan.Trials;
        IReadOnlyList<TrialOutcome> outcomes = await _pool.RunAsync(runs, part => context.Progress.Report(Math.Min(1, done + (part * work))), cancellationToken);
        _done += work;
        for (int index = 0; index < climbing.Length; index++)
        {
            TrialOutcome[] folds = [.. outcomes.Skip(index * plan.Folds).Take(plan.Folds)];
            if (TrialOutcome.FailureOf(folds, context.Stage) is { } reason)
                climbing[index].Fail(reason);
            else
                climbing[index].Add(share, folds.Select(outcome => outcome.Score).ToValueList());
        }
    }

    // About the rows that a trial of a batch is trained on, up to a rung, as long as others go on.
    private double WorkOf(int rung) => _shares[rung] * Halving.ShareAfter(rung);

    private double WorkOfTrial() => Enumerable.Range(0, _shares.Count).Sum(WorkOf);

    // By the rung that they came to, then by the score on it; of equals the first.
    private TriedPoints Tried() => new(
        [
            .. _tried.Where(trial => trial.Failure is null)
                .OrderByDescending(trial => trial.Earned).ThenByDescending(trial => trial.ScoreOn(trial.Earned)).Select(trial => trial.Point),
        ],
        [.. _tried.Where(trial => trial.Failure is not null).Select(trial => trial.Point)]);

    private Tuning Conclude(string? warmStart)
    {
        // The learner's own settings are on the last rung, too, if they weren't worth it.
        TuningTrial? best = _tried.Where(trial => trial.Failure is null).MaxBy(trial => trial.ScoreOn(_shares.Count - 1));
        if (best is null)
            throw new StageException(AllFailed());
        return new Tuning(best.Learner, metric, _tried.Select(trial => trial.ToProduct()).ToValueList(), best.Number) { WarmStart = warmStart };
    }

    private string AllFailed()
    {
        if (_tried is [{ Failure: { } only }])
            return $"{context.Stage}: {only}";
        IEnumerable<string> reasons = _tried.GroupBy(trial => trial.Failure!)
            .Select(group => FormattableString.Invariant($"{group.Key} ({group.Count()} of {_tried.Count} trials)"));
        return $"{context.Stage}: none of the trials could be trained. Mend what is said of them, or name other learners in .Try(…).{Environment.NewLine}"
            + string.Join(Environment.NewLine, reasons);
    }
}
