using System.Net;
using System.Text.Json.Nodes;

namespace MlOps.Sdk.Clients;

/// <summary>Dataflow by version 1b3 of its REST API.</summary>
internal sealed class DataflowClient(GoogleCloudConnection connection) : IDataflow
{
    private const int Launches = 5;
    private const int Glances = 40;

    private readonly JobPolling _polling = new(connection.Options.Retry, connection.Time);
    private readonly GoogleApiService _service = connection.Open(GoogleApi.Dataflow);
    private readonly GoogleCloudOptions _options = connection.Options;

    public async Task<DataflowJob> LaunchAsync(DataflowLaunch launch, CancellationToken cancellationToken)
    {
        JsonObject body = DataflowJson.Launch(launch, _options.Region);
        if (await FindAsync(launch.JobName, launch.LaunchKey, cancellationToken) is { } started)
            return started;
        TimeSpan delay = _options.Retry.FirstDelay;
        for (int attempt = 1; ; attempt++)
        {
            // Launches have no id of ours, so a repeated one might be a second job: whenever one may have been started, the list is asked.
            ApiCall call = new(HttpMethod.Post, "flexTemplates.launch", $"v1b3/projects/{_options.ProjectId}/locations/{_options.Region}/flexTemplates:launch")
            {
                Body = body, Target = launch.JobName,
            };
            try
            {
                JsonObject answer = await _service.SendAsync<JsonObject>(call, cancellationToken);
                DataflowJob job = DataflowJson.Job(answer["job"] ?? throw _service.Exception(call, "The answer holds no job.", "Run it again: the job is found by its name."));
                return Checked(call, await GetAsync(job.Id, cancellationToken), launch);
            }
            catch (GoogleCloudException exception) when (exception is { Operation: "flexTemplates.launch", Status: HttpStatusCode.Conflict })
            {
                return await AdoptAsync(launch, cancellationToken) ?? throw _service.Exception(
                    call, $"Another job of the name '{launch.JobName}' is active.", $"Wait for it, or cancel it: gcloud dataflow jobs list --region={_options.Region} --status=active.");
            }
            catch (GoogleCloudException exception) when (exception is { Operation: "flexTemplates.launch", MayHaveTakenEffect: true })
            {
                await Task.Delay(delay, connection.Time, cancellationToken);
                if (await FindAsync(launch.JobName, launch.LaunchKey, cancellationToken) is { } found)
                    return found;
                if (attempt == Launches)
                    throw;
                delay *= 2;
            }
        }
    }

    public async Task<DataflowJob?> FindAsync(string jobName, string launchKey, CancellationToken cancellationToken) =>
        (await NamedAsync(jobName, cancellationToken)).FirstOrDefault(job => job.Labels.GetValueOrDefault(DataflowJob.LaunchLabel) == launchKey);

    public async Task<DataflowJob> GetAsync(string jobId, CancellationToken cancellationToken) =>
        DataflowJson.Job(await _service.SendAsync<JsonObject>(
            new ApiCall(HttpMethod.Get, "jobs.get", $"v1b3/projects/{_options.ProjectId}/locations/{_options.Region}/jobs/{jobId}") { Query = { ["view"] = "JOB_VIEW_ALL" } },
            cancellationToken));

    public async Task<DataflowJob> WaitAsync(string jobId, IProgress<DataflowJob>? progress, CancellationToken cancellationToken)
    {
        DataflowJobState? seen = null;
        for (int look = 1; ; look++)
        {
            DataflowJob job = await GetAsync(jobId, cancellationToken);
            if (job.State != seen)
                progress?.Report(job);
            seen = job.State;
            if (job.State == DataflowJobState.Done)
                return job;
            if (job.HasEnded)
                throw await FailureAsync(job, cancellationToken);
            await _polling.DelayAsync(look, cancellationToken);
        }
    }

    public async Task<DataflowJob> CancelAsync(string jobId, CancellationToken cancellationToken)
    {
        ApiCall call = new(HttpMethod.Put, "jobs.update", $"v1b3/projects/{_options.ProjectId}/locations/{_options.Region}/jobs/{jobId}")
        {
            Body = new JsonObject { ["requestedState"] = "JOB_STATE_CANCELLED" }, Idempotency = Idempotency.Always,
        };
        try
        {
            await _service.SendAsync(call, cancellationToken);
        }
        catch (GoogleCloudException exception) when (exception.Status == HttpStatusCode.BadRequest)
        {
            // A job that has ended can't be cancelled, and needn't.
            if (await GetAsync(jobId, cancellationToken) is { HasEnded: true } ended)
                return ended;
            throw;
        }

        return await GetAsync(jobId, cancellationToken);
    }

    public async Task<IReadOnlyList<DataflowMessage>> GetMessagesAsync(string jobId, DataflowMessageImportance minimum, CancellationToken cancellationToken)
    {
        ApiCall call = new(HttpMethod.Get, "jobs.messages.list", $"v1b3/projects/{_options.ProjectId}/locations/{_options.Region}/jobs/{jobId}/messages")
        {
            Query = { ["minimumImportance"] = DataflowJson.Word(minimum) },
        };
        List<DataflowMessage> messages = [];
        await foreach (JsonObject page in PagesAsync(call, cancellationToken))
            messages.AddRange(DataflowJson.Messages(page));
        return [.. messages.OrderBy(message => message.Time)];
    }

    // In any state, the newest first.
    private async Task<IReadOnlyList<DataflowJob>> NamedAsync(string jobName, CancellationToken cancellationToken)
    {
        ApiCall call = new(HttpMethod.Get, "jobs.list", $"v1b3/projects/{_options.ProjectId}/locations/{_options.Region}/jobs")
        {
            Query = { ["filter"] = "ALL", ["name"] = jobName, ["view"] = "JOB_VIEW_ALL" },
        };
        List<DataflowJob> jobs = [];
        await foreach (JsonObject page in PagesAsync(call, cancellationToken))
        {
            foreach (DataflowJob job in DataflowJson.Jobs(page).Where(job => job.Name == jobName))
                // A list may be of summaries, which have no labels.
                jobs.Add(job.Labels.Count > 0 ? job : await GetAsync(job.Id, cancellationToken));
        }

        return [.. jobs.OrderByDescending(job => job.CreateTime)];
    }

    // The job of this name that is active may be ours without saying so yet.
    private async Task<DataflowJob?> AdoptAsync(DataflowLaunch launch, CancellationToken cancellationToken)
    {
        for (int glance = 1; ; glance++)
        {
            IReadOnlyList<DataflowJob> named = await NamedAsync(launch.JobName, cancellationToken);
            if (named.FirstOrDefault(job => job.Labels.GetValueOrDefault(DataflowJob.LaunchLabel) == launch.LaunchKey) is { } ours)
                return ours;
            if (glance == Glances || !named.Any(job => !job.HasEnded && job.Labels.Count == 0))
                return null;
            await _polling.DelayAsync(glance, cancellationToken);
        }
    }

    // Instead of refusing a name that is taken, Dataflow may hand out the job that has it.
    private DataflowJob Checked(ApiCall call, DataflowJob job, DataflowLaunch launch) =>
        job.Labels.TryGetValue(DataflowJob.LaunchLabel, out string? key) && key != launch.LaunchKey
            ? throw _service.Exception(call, $"Another job of the name '{launch.JobName}' is active, {job.Id}.", "Wait for it, or cancel it.")
            : job;

    private async Task<GoogleCloudException> FailureAsync(DataflowJob job, CancellationToken cancellationToken)
    {
        IReadOnlyList<DataflowMessage> errors = await GetMessagesAsync(job.Id, DataflowMessageImportance.Error, cancellationToken);
        string what = $"The job '{job.Name}' {(job.State == DataflowJobState.Failed ? "failed" : $"ended as {job.State}")}. {string.Join('\n', errors.TakeLast(5).Select(error => error.Text))}";
        string remedy = errors.Count == 0 && job.State == DataflowJobState.Failed
            ? "It has left no message; what the template printed is in its temporary folder, under template_launches, and in the log: "
            : "Its log: ";
        return new GoogleCloudException(
            GoogleApi.Dataflow.Name, "jobs.get", job.Id, null, DataflowJson.Word(job.State), what, $"{remedy}https://console.cloud.google.com/dataflow/jobs/{job.Region}/{job.Id}?project={_options.ProjectId}");
    }

    private IAsyncEnumerable<JsonObject> PagesAsync(ApiCall call, CancellationToken cancellationToken) =>
        _service.PagesAsync<JsonObject>(call, page => (string?)page["nextPageToken"], cancellationToken);
}
