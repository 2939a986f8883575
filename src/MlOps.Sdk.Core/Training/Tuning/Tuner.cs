using MlOps.Sdk.Plans;
using MlOps.Sdk.Stages;

namespace MlOps.Sdk.Training;

/// <summary>Searches over the trials of a trainer: each setting on each fold, a batch side by side.</summary>
internal sealed class Tuner(ITrainer trainer) : ITuner
{
    public ITrainer Trainer => trainer;

    public async Task<Tuning> TuneAsync(TuningRequest request, StageContext context, CancellationToken cancellationToken)
    {
        TuningPlan plan = request.Plan;
        if (plan.Spaces.Count == 0)
            throw new StageException($"{plan.Name}: of the learners to search, none is the one that the spot-check has chosen. Try the same learners in both.");
        await using NotedTrials trials = new(
            await trainer.OpenTrialsAsync(
                new TrialsRequest(request.Staged, request.Features, plan.Task, plan.Folds, Order: plan.Order), context, cancellationToken),
            context);
        return await new TuningSearch(plan, MetricNames.Primary(plan.Task), trials, context).RunAsync(cancellationToken);
    }
}
