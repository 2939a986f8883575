using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using MlOps.Sdk.Plans;
using MlOps.Sdk.Runs;
using MlOps.Sdk.Stages;
using MlOps.Sdk.Training;

namespace MlOps.Sdk.Roles;

/// <summary>Does one trial of a search, whose settings a tuning job of Vertex AI has chosen, and tells the job how well it did.</summary>
internal static class TrialRole
{
    // Where the service looks, unless it names another file.
    private const string UsualReport = "/tmp/hypertune/output.metrics";

    /// <summary>Tries the settings; that they can't be trained is a result.</summary>
    public static async Task<Tuning> RunAsync(
        IServiceProvider services, StageTask task, IReadOnlyDictionary<string, string> settings, CancellationToken cancellationToken)
    {
        TuningPlan plan = task.Plan as TuningPlan
            ?? throw new WorkerException($"run --trial: the task is a {task.Plan.GetType().Name}, no search. Leave --trial out.", exitCode: 2);
        Learner learner = new TuningStudy(plan).Read(settings);
        try
        {
            return (Tuning)await StageTaskRunner.RunAsync(
                services, task with { Plan = TuningStudy.Only(plan, [learner]) }, progress: null, cancellationToken);
        }
        catch (StageException exception)
        {
            return new Tuning(learner, TuningStudy.MetricOf(plan), [new TunedTrial(1, learner, "own", []) { Failure = exception.Message }], Best: 1);
        }
    }

    /// <summary>Reports the trial's score as the library cloudml-hypertune does: by a line of JSON in a file.</summary>
    /// <exception cref="WorkerException">There is none: the container's failure tells the job that the settings are no good.</exception>
    public static async Task ReportAsync(Tuning search, IServiceProvider services, CancellationToken cancellationToken)
    {
        TunedTrial trial = search.Trials[0];
        if (trial.Failure is not null)
            throw new WorkerException(trial.Failure);

        string path = Path.GetFullPath(WorkerEnvironment.Variable("CLOUD_ML_HP_METRIC_FILE") ?? UsualReport);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        JsonObject line = new()
        {
            ["timestamp"] = services.GetRequiredService<TimeProvider>().GetUtcNow().ToUnixTimeMilliseconds() / 1000.0,
            ["trial"] = WorkerEnvironment.Variable("CLOUD_ML_TRIAL_ID") ?? "0",
            [search.Metric] = trial.Rungs[^1].Score.ToString("R", CultureInfo.InvariantCulture),
            ["global_step"] = "1",
            ["checkpoint_path"] = "",
        };
        await File.WriteAllTextAsync(path, $"{line.ToJsonString()}\n", cancellationToken);
    }
}
