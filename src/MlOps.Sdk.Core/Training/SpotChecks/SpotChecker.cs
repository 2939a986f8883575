using MlOps.Sdk.Data;
using MlOps.Sdk.Diagnostics;
using MlOps.Sdk.Plans;
using MlOps.Sdk.Stages;
using MlOps.Sdk.Training.Trials;

namespace MlOps.Sdk.Training.SpotChecks;

/// <summary>Ranks learners over the trials of a trainer: each learner on each fold, side by side.</summary>
internal sealed class SpotChecker(ITrainer trainer) : ISpotChecker
{
    // Shares of the work, as they are reported.
    private const double Opened = 0.1;
    private const double Looked = 0.15;

    public ITrainer Trainer => trainer;

    public async Task<SpotCheck> CheckAsync(SpotCheckRequest request, StageContext context, CancellationToken cancellationToken)
    {
        SpotCheckPlan plan = request.Plan;
        await using ITrials trials = await trainer.OpenTrialsAsync(
            new TrialsRequest(request.Staged, request.Features, plan.Task, plan.Folds, plan.Rows, plan.Order), context, cancellationToken);
        context.Progress.Report(Opened);

        ValueList<LeakWarning> warnings = await trials.FindLeaksAsync(cancellationToken);
        foreach (LeakWarning warning in warnings)
            Log.LeakIsSuspected(context.Logger, plan.Name, warning.Feature, warning.Reason);
        context.Progress.Report(Looked);

        Trial[] all = [.. plan.Learners.SelectMany(learner => Enumerable.Range(0, plan.Folds).Select(fold => new Trial(learner, fold, 1, plan.Seed)))];
        IReadOnlyList<TrialOutcome> outcomes = await new TrialPool(trials, context).RunAsync(
            all, share => context.Progress.Report(Looked + (share * (1 - Looked))), cancellationToken);
        return Ranking.Of(plan, trials.Rows, [.. outcomes.Chunk(plan.Folds)]) with { Warnings = warnings };
    }
}
