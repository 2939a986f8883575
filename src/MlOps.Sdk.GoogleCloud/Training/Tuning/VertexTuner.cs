using System.Globalization;
using MlOps.Sdk.Clients;
using MlOps.Sdk.Data;
using MlOps.Sdk.Plans;
using MlOps.Sdk.Runs;
using MlOps.Sdk.Stages;

namespace MlOps.Sdk.Training;

/// <summary>Searches on Vertex AI: a hyper-parameter tuning job proposes settings, the worker cross-validates each and reports the mean.</summary>
/// <remarks>
/// First a custom job tries what is known to be good: the learners as they are and the best of an earlier search. Vertex AI can't be told of them: a tuning job
/// takes neither first proposals nor earlier trials, so a warm start is a place among the trials, not a guide. Nor does it take a seed (the trainings do), and
/// each trial is on all rows: successive halving is left out.
/// </remarks>
internal sealed class VertexTuner(WorkerJobs worker, IVertexAi vertex) : ITuner
{
    public async Task<Tuning> TuneAsync(TuningRequest request, StageContext context, CancellationToken cancellationToken)
    {
        KnownSettings known = await KnownSettings.FindAsync(request.Plan, context, cancellationToken);
        SpotCheck check = await CheckAsync(known, request, context, cancellationToken);
        List<TunedTrial> trials = [.. known.Settings.Select((setting, index) => TrialOf(index + 1, setting, check))];
        TuningStudy study = new(request.Plan);
        if (trials.Count < request.Plan.Trials && !study.IsEmpty)
            trials.AddRange(await SearchAsync(study, check.Metric, trials.Count, request, context, cancellationToken));

        TunedTrial best = trials.Where(trial => trial.Failure is null).MaxBy(trial => trial.Rungs[^1].Score)
            ?? throw new StageException($"{context.Stage}: none of {trials.Count} trials could be trained. The first: {trials[0].Failure}");
        return new Tuning(best.Learner, check.Metric, trials.ToValueList(), best.Number) { WarmStart = known.WarmStart };
    }

    // What is known is compared as a spot-check compares, on all rows.
    private Task<SpotCheck> CheckAsync(KnownSettings known, TuningRequest request, StageContext context, CancellationToken cancellationToken) => worker.RunAsync<SpotCheck>(
        "known",
        new SpotCheckPlan
        {
            Name = request.Plan.Name,
            Task = request.Plan.Task,
            Learners = known.Settings.Select(setting => setting.Learner).ToValueList(),
            Folds = request.Plan.Folds,
            Rows = Math.Max(1, request.Staged.RowsOf(SplitName.Train)),
            Seed = request.Plan.Seed,
            Order = request.Plan.Order,
            Execution = request.Plan.Execution,
        },
        request.Staged, request.Features, context, cancellationToken);

    private static TunedTrial TrialOf(int number, KnownSetting setting, SpotCheck check)
    {
        RankedLearner ranked = check.Ranking.First(ranked => ranked.Learner == setting.Learner);
        return new TunedTrial(number, setting.Learner, setting.Origin, ranked.Failure is null ? [new Rung(1, ranked.Mean, ranked.Scores)] : []) { Failure = ranked.Failure };
    }

    private async Task<IReadOnlyList<TunedTrial>> SearchAsync(
        TuningStudy study, string metric, int before, TuningRequest request, StageContext context, CancellationToken cancellationToken)
    {
        TuningPlan plan = request.Plan;
        int count = plan.Trials - before;
        WorkerTask task = await worker.PlaceAsync("tune", plan, request.Staged, request.Features, context, cancellationToken);
        HyperparameterTuningJob job = await new RemoteJobs(context).RunAsync(
            "tune",
            new VertexWork<HyperparameterTuningJob>(
                vertex,
                vertex.TuningJobs,
                context,
                id => new HyperparameterTuningJob
                {
                    DisplayName = $"{context.Pipeline} {context.Stage}",
                    Labels = JobLabels.Of(context),
                    StudySpec = study.Describe(metric),
                    MaxTrialCount = count,
                    ParallelTrialCount = Math.Min(plan.Batch, count),
                    // A trial that can't be trained is a result; only without any other has the search failed.
                    MaxFailedTrialCount = count,
                    TrialJobSpec = task.Describe(id, ["run", "--task", task.Uri.ToString(), "--trial"]),
                },
                job => context.Progress.Report((before + (double)(job.Trials?.Count(trial => trial.EndTime is not null) ?? 0)) / plan.Trials)),
            cancellationToken);

        ObjectUri folder = ObjectUri.Parse(job.TrialJobSpec.BaseOutputDirectory!.OutputUriPrefix);
        List<TunedTrial> trials = [];
        foreach (StudyTrial trial in (job.Trials ?? []).OrderBy(trial => int.Parse(trial.Id!, CultureInfo.InvariantCulture)))
        {
            Tuning? left = await worker.FindAsync<Tuning>(folder.At(trial.Id!), cancellationToken);
            TunedTrial tried = left?.Trials[0]
                ?? new TunedTrial(0, study.Read(trial.Parameters.ToDictionary(parameter => parameter.ParameterId, parameter => parameter.Value.ToString())), "", [])
                {
                    Failure = trial.InfeasibleReason ?? $"the trial {trial.Id} of the job {job.Name} ended as {trial.State} and left no result.",
                };
            trials.Add(tried with { Number = before + trials.Count + 1, Origin = plan.Method == SearchMethod.Random ? "random" : "model" });
        }

        return trials;
    }
}
