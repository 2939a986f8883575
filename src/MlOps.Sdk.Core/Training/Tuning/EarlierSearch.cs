using MlOps.Sdk.Data;
using MlOps.Sdk.Plans;
using MlOps.Sdk.Stages;

namespace MlOps.Sdk.Training;

/// <summary>What an earlier search found, as far as it guides this one.</summary>
/// <param name="Fingerprint">The earlier search's fingerprint; null if there is none.</param>
/// <param name="Best">Its best settings, best first.</param>
internal sealed record EarlierSearch(string? Fingerprint, ValueList<Learner> Best)
{
    private const string Note = "earlier-search";

    /// <summary>What this stage found last by the same metric; it is noted first, so that a search that is taken up again is guided by the same.</summary>
    public static async Task<EarlierSearch> FindAsync(TuningPlan plan, SearchSpaces spaces, string metric, StageContext context, CancellationToken cancellationToken)
    {
        if (!plan.WarmStart)
            return new EarlierSearch(null, []);
        if (await StageNotes.ReadAsync<EarlierSearch>(context, Note, cancellationToken) is { Best: not null } noted)
            return noted;

        EarlierSearch found = await context.History.FindPreviousAsync(cancellationToken) is Tuning earlier && earlier.Metric == metric
            ? Of(earlier, plan, spaces)
            : new EarlierSearch(null, []);
        await StageNotes.WriteAsync(context, Note, found, cancellationToken);
        return found;
    }

    // A sixth of the trials: what was best on other rows need not be on these.
    private static EarlierSearch Of(Tuning earlier, TuningPlan plan, SearchSpaces spaces)
    {
        ValueList<Learner> best = earlier.Trials
            .Where(trial => trial.Failure is null && trial.Rungs.Count > 0 && spaces.Find(trial.Learner) is not null)
            .OrderByDescending(trial => trial.Rungs[^1].Share)
            .ThenByDescending(trial => trial.Rungs[^1].Score)
            .ThenBy(trial => trial.Number)
            .Take(Math.Max(1, plan.Trials / 6))
            .Select(trial => trial.Learner)
            .ToValueList();
        return new EarlierSearch(best.Count == 0 ? null : earlier.ComputeFingerprint(), best);
    }
}
