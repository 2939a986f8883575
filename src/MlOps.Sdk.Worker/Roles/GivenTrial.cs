using MlOps.Sdk.Data;
using MlOps.Sdk.Plans;
using MlOps.Sdk.Stages;
using MlOps.Sdk.Training;

namespace MlOps.Sdk.Roles;

/// <summary>A search of a single trial, whose settings Vertex AI has chosen.</summary>
/// <param name="trainer">Trains and evaluates, fold by fold.</param>
/// <param name="parameters">The settings as the tuning job hands them to the container.</param>
internal sealed class GivenTrial(ITrainer trainer, IReadOnlyDictionary<string, string> parameters) : ITuner
{
    public async Task<Tuning> TuneAsync(TuningRequest request, StageContext context, CancellationToken cancellationToken)
    {
        TuningPlan plan = request.Plan;
        Learner learner = new TuningStudy(plan).Read(parameters);
        await using ITrials trials = await trainer.OpenTrialsAsync(
            new TrialsRequest(request.Staged, request.Features, plan.Task, plan.Folds, Order: plan.Order), context, cancellationToken);
        List<Evaluation> folds = [];
        string? failure = null;
        try
        {
            for (int fold = 0; fold < plan.Folds; fold++)
                folds.Add(await trials.RunAsync(new Trial(learner, fold, 1, plan.Seed), cancellationToken));
        }
        catch (StageException exception)
        {
            failure = exception.Message;
        }

        ValueList<double> scores = folds.Select(evaluation => evaluation[evaluation.Primary]).ToValueList();
        if (failure is null && !double.IsFinite(scores.Average()))
            failure = $"{context.Stage}: {folds[0].Primary} isn't a number on every fold: {string.Join(", ", scores)}. Take fewer folds, or more rows.";
        TunedTrial trial = new(1, learner, "model", failure is null ? [new Rung(1, scores.Average(), scores)] : []) { Failure = failure };
        return new Tuning(learner, folds.Count == 0 ? "" : folds[0].Primary, [trial], Best: 1);
    }
}
