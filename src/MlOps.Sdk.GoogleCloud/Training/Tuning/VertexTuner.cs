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
        TuningPlan plan = request.Plan;
        KnownSettings known = await KnownSettings.FindAsync(plan, context, cancellationToken);
        Tuning first = await worker.RunAsync<Tuning>(
            "known", TuningStudy.Only(plan, known.Settings.Select(setting => setting.Learner)), request.Staged, request.Features, context, cancellationToken);
        List<TunedTrial> trials = [.. first.Trials.Zip(known.Settings, (trial, setting) => trial with { Origin = setting.Origin })];
        TuningStudy study = new(plan);
        if (trials.Count < plan.Trials && !study.IsEmpty)
            trials.AddRange(await SearchAsync(study, first.Metric, trials.Count, request, context, cancellationToken));

        // There is one: the first job fails if none can be trained.
        TunedTrial best = trials.Where(trial => trial.Failure is null).MaxBy(trial => trial.Rungs[^1].Score)!;
        return new Tuning(best.Learner, first.Metric, trials.ToValueList(), best.Number) { WarmStart = known.WarmStart };
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
