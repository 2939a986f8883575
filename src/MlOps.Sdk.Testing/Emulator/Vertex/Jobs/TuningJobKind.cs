using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using MlOps.Sdk.Testing.Emulator.Http;

namespace MlOps.Sdk.Testing.Emulator.Vertex.Jobs;

/// <summary>Hyper-parameter tuning jobs: each trial's containers run as local processes.</summary>
/// <remarks>Bayesian optimisation, the service's default, is random search here; the seed comes of the job's id.</remarks>
internal sealed class TuningJobKind(VertexContext context, JobContainers containers) : JobKind
{
    public override string Collection => "hyperparameterTuningJobs";

    public override string Message => "HyperparameterTuningJob";

    public override void Check(JsonObject body, VertexPlace place)
    {
        JobSpecRules.Check((JsonObject)body["trialJobSpec"]!, "trial_job_spec");
        StudyRules.Check((JsonObject)body["studySpec"]!);
        int trials = body["maxTrialCount"]!.GetValue<int>();
        int parallel = body["parallelTrialCount"]!.GetValue<int>();
        if (trials < 1)
            throw VertexError.Field("max_trial_count", string.Create(CultureInfo.InvariantCulture, $"The number of trials must be at least 1, but is {trials}."));
        if (parallel < 1 || parallel > trials)
        {
            throw VertexError.Field("parallel_trial_count", string.Create(
                CultureInfo.InvariantCulture, $"The number of parallel trials must be at least 1 and at most max_trial_count, {trials}, but is {parallel}."));
        }
    }

    public override async Task RunAsync(EmulatedJob job, CancellationToken cancellationToken)
    {
        job.Begin();
        JsonObject body = job.ToJson();
        IReadOnlyList<IReadOnlyDictionary<string, JsonNode>> choices = StudySearch.Choose(
            (JsonObject)body["studySpec"]!, body["maxTrialCount"]!.GetValue<int>(), (int)(long.Parse(job.Id, CultureInfo.InvariantCulture) % int.MaxValue));
        int most = body["maxFailedTrialCount"]?.GetValue<int>() ?? 0;
        int failures = 0;
        job.Change(changed => changed["trials"] = new JsonArray());
        ParallelOptions options = new() { MaxDegreeOfParallelism = body["parallelTrialCount"]!.GetValue<int>(), CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(choices.Index(), options, async (choice, token) =>
        {
            string? reason = await RunTrialAsync(job, body, choice.Index + 1, choice.Item, token);
            if (reason is not null && Interlocked.Increment(ref failures) == most && most > 0)
                throw VertexError.Precondition(string.Create(CultureInfo.InvariantCulture, $"Too many trials failed: {most}. The last one: {reason}"));
        });
        if (failures == choices.Count)
            throw VertexError.Precondition($"All trials failed. The first one: {job.ToJson()["trials"]![0]!["infeasibleReason"]}");
    }

    // The reason of a failure; null if the trial succeeded.
    private async Task<string?> RunTrialAsync(
        EmulatedJob job, JsonObject body, int number, IReadOnlyDictionary<string, JsonNode> choice, CancellationToken cancellationToken)
    {
        string id = number.ToString(CultureInfo.InvariantCulture);
        JsonObject trial = Add(job, id, choice);
        string file = Path.Combine(context.State.Folder, "hypertune", job.Id, id, "output.metrics");
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        Dictionary<string, string> variables = new() { ["CLOUD_ML_TRIAL_ID"] = id, ["CLOUD_ML_HP_METRIC_FILE"] = file };
        string[] args = [.. choice.Select(parameter => $"--{parameter.Key}={parameter.Value}")];
        long started = Stopwatch.GetTimestamp();
        string? reason = null;
        JsonObject? measurement = null;
        try
        {
            await containers.RunAsync((JsonObject)body["trialJobSpec"]!, job.Id, id, args, variables, cancellationToken);
            measurement = TrialMetrics.Read(file, (JsonObject)body["studySpec"]!);
            reason = measurement is null ? $"The trial reported no metric of the study: nothing fitting in {file}, the file of CLOUD_ML_HP_METRIC_FILE." : null;
        }
        catch (EmulatorException error)
        {
            reason = error.Message;
        }

        job.Change(_ =>
        {
            trial["state"] = reason is null ? "SUCCEEDED" : "INFEASIBLE";
            trial["endTime"] = context.State.Now();
            if (reason is not null)
                trial["infeasibleReason"] = reason;
            if (measurement is not null)
            {
                measurement["elapsedDuration"] = string.Create(CultureInfo.InvariantCulture, $"{Stopwatch.GetElapsedTime(started).TotalSeconds:0.###}s");
                trial["finalMeasurement"] = measurement;
            }
        });
        return reason;
    }

    // Whichever begins first, a choice has the same number in every run.
    private JsonObject Add(EmulatedJob job, string id, IReadOnlyDictionary<string, JsonNode> choice)
    {
        JsonObject trial = new() { ["id"] = id };
        job.Change(body =>
        {
            trial["state"] = "ACTIVE";
            trial["parameters"] = new JsonArray([.. choice.Select(parameter =>
                new JsonObject { ["parameterId"] = parameter.Key, ["value"] = parameter.Value.DeepClone() })]);
            trial["startTime"] = context.State.Now();
            JsonArray trials = (JsonArray)body["trials"]!;
            int number = int.Parse(id, CultureInfo.InvariantCulture);
            trials.Insert(trials.Count(other => int.Parse((string)other!["id"]!, CultureInfo.InvariantCulture) < number), trial);
        });
        return trial;
    }
}
