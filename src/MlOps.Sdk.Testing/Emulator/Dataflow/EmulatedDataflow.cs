using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using MlOps.Sdk.Testing.Emulator.Http;

namespace MlOps.Sdk.Testing.Emulator.Dataflow;

/// <summary>Dataflow: launches of the template for Beam YAML, and what becomes of them.</summary>
internal sealed class EmulatedDataflow(EmulatorState state) : EmulatedService
{
    private const string Region = "v1b3/projects/{project}/locations/{region}";
    private const int LargestPage = 1000;

    private static readonly string[] s_views = ["JOB_VIEW_UNKNOWN", "JOB_VIEW_SUMMARY", "JOB_VIEW_ALL", "JOB_VIEW_DESCRIPTION"];
    private static readonly string[] s_filters = ["UNKNOWN", "ALL", "TERMINATED", "ACTIVE"];
    private static readonly string[] s_states =
    [
        "JOB_STATE_UNKNOWN", "JOB_STATE_STOPPED", "JOB_STATE_RUNNING", "JOB_STATE_DONE", "JOB_STATE_FAILED", "JOB_STATE_CANCELLED", "JOB_STATE_UPDATED",
        "JOB_STATE_DRAINING", "JOB_STATE_DRAINED", "JOB_STATE_PENDING", "JOB_STATE_CANCELLING", "JOB_STATE_QUEUED", "JOB_STATE_RESOURCE_CLEANING_UP",
    ];

    private readonly Lock _lock = new();
    private readonly ConcurrentDictionary<string, EmulatedJob> _jobs = new(StringComparer.Ordinal);
    private readonly List<EmulatedJob> _order = [];

    public override void Map(RouteTable routes)
    {
        Add(routes, "POST", $"{Region}/flexTemplates:launch", Launch);
        Add(routes, "GET", $"{Region}/jobs", request => List(request, request.Route["region"]));
        Add(routes, "GET", "v1b3/projects/{project}/jobs:aggregated", request => List(request, null));
        Add(routes, "GET", $"{Region}/jobs/{{job}}", request => Job(request).ToJson(isFull: View(request) is not "JOB_VIEW_SUMMARY"));
        Add(routes, "PUT", $"{Region}/jobs/{{job}}", Update);
        Add(routes, "GET", $"{Region}/jobs/{{job}}/messages", Messages);
        Add(routes, "GET", $"{Region}/jobs/{{job}}/metrics", Metrics);
    }

    public override async ValueTask DisposeAsync()
    {
        foreach (EmulatedJob job in _jobs.Values)
        {
            if (!job.HasEnded)
                job.Cancel();
            await job.Work;
            job.Dispose();
        }
    }

    /// <summary>Completes when a job has ended.</summary>
    public Task EndOf(string id) => _jobs[id].Work;

    private static void Add(RouteTable routes, string method, string template, Func<EmulatorRequest, JsonObject> answer) =>
        routes.Add(method, template, ErrorEnvelope.Codes, (request, _) => Task.FromResult(EmulatorResponse.Json(answer(request))));

    private JsonObject Launch(EmulatorRequest request)
    {
        JobRequest launch = JobRequest.Read(request);
        EmulatedJob job = new(state, NewId(), launch);
        JsonObject answer = new() { ["job"] = job.ToJson(launched: true) };
        lock (_lock)
        {
            if (_order.Any(other => !other.HasEnded && other.Request.Name == launch.Name && other.Request.Region == launch.Region && other.Request.Project == launch.Project))
            {
                throw new EmulatorException(409, "ALREADY_EXISTS",
                    $"The workflow could not be created. Causes: There is already an active job named {launch.Name}. If you want to submit a second job, try again by setting a different name.");
            }

            if (launch.ValidateOnly)
                return [];
            _order.Add(job);
            _jobs[job.Id] = job;
            job.Work = JobWork.RunAsync(job, state);
        }

        return answer;
    }

    private JsonObject List(EmulatorRequest request, string? region)
    {
        string? name = request.Parameter("name");
        string filter = Word(request, "filter", s_filters);
        EmulatedJob[] found;
        lock (_lock)
        {
            // The newest first.
            found = [.. Enumerable.Reverse(_order).Where(job =>
                job.Request.Project == request.Route["project"] && (region is null || region == "-" || job.Request.Region == region)
                && (string.IsNullOrEmpty(name) || job.Request.Name == name)
                && filter switch { "TERMINATED" => job.HasEnded, "ACTIVE" => !job.HasEnded, _ => true })];
        }

        bool isFull = View(request) == "JOB_VIEW_ALL";
        return Page(request, found, "jobs", job => job.ToJson(isFull: isFull));
    }

    private JsonObject Update(EmulatorRequest request)
    {
        EmulatedJob job = Job(request);
        StrictJson body = new(request.Json(), "");
        string? requested = body.Word("requestedState", s_states);
        IReadOnlyDictionary<string, string> labels = body.Texts("labels");
        // The job's other fields, which clients send along and which an update doesn't change.
        body.Skip(
            "id", "projectId", "name", "type", "environment", "steps", "stepsLocation", "currentState", "currentStateTime", "executionInfo", "createTime", "replaceJobId",
            "transformNameMapping", "clientRequestId", "replacedByJobId", "tempFiles", "location", "pipelineDescription", "stageStates", "jobMetadata", "startTime",
            "createdFromSnapshotId", "satisfiesPzs", "satisfiesPzi", "runtimeUpdatableParams", "serviceResources", "pausable");
        body.Close();
        if (labels.Keys.FirstOrDefault(label => label != "force_cancel_job" && !job.Request.Labels.ContainsKey(label)) is { } unknown)
            throw EmulatorException.Invalid($"The label '{unknown}' of a job that runs can't be changed.");
        switch (requested)
        {
            case "JOB_STATE_CANCELLED":
                job.Cancel();
                return job.ToJson();
            case "JOB_STATE_DRAINED":
                throw EmulatorException.Invalid($"The job '{job.Id}' is a batch job, which can't be drained.");
            default:
                throw EmulatorException.Invalid($"Field 'requested_state' must be JOB_STATE_CANCELLED, was {requested ?? "not set"}.");
        }
    }

    private JsonObject Messages(EmulatorRequest request)
    {
        int minimum = Array.IndexOf(JobMessage.Importances, Word(request, "minimumImportance", JobMessage.ByNumber));
        JobMessage[] found = [.. Job(request).Messages.Where(message => Array.IndexOf(JobMessage.Importances, message.Importance) >= minimum
            && string.CompareOrdinal(message.Time, request.Parameter("startTime") ?? "") >= 0)];
        return Page(request, found, "jobMessages", message => message.ToJson());
    }

    private JsonObject Metrics(EmulatorRequest request)
    {
        EmulatedJob job = Job(request);
        return new JsonObject
        {
            ["metricTime"] = state.Now(),
            ["metrics"] = new JsonArray([.. job.Counts.Select(count => new JsonObject
            {
                ["name"] = new JsonObject { ["origin"] = "dataflow/v1b3", ["name"] = "ElementCount", ["context"] = new JsonObject { ["output_user_name"] = $"{count.Key}-out0" } },
                ["scalar"] = count.Value,
                ["updateTime"] = state.Now(),
            })]),
        };
    }

    private EmulatedJob Job(EmulatorRequest request)
    {
        (string project, string region, string id) = (request.Route["project"], request.Route["region"], request.Route["job"]);
        return _jobs.TryGetValue(id, out EmulatedJob? job) && job.Request.Project == project && job.Request.Region == region
            ? job
            : throw new EmulatorException(404, "NOT_FOUND", $"(0): Information about job {id} could not be found in our system. Please double check the id is correct.");
    }

    // 2021-06-26_14_28_18-8154030066452314415: the time is that of the Pacific coast in winter.
    private string NewId() =>
        $"{state.Time.GetUtcNow().AddHours(-8).ToString("yyyy-MM-dd_HH_mm_ss", CultureInfo.InvariantCulture)}-{state.NextId()}";

    private static string View(EmulatorRequest request) => Word(request, "view", s_views);

    // A name, or its number, which some clients send; the first if it is absent.
    private static string Word(EmulatorRequest request, string parameter, string[] words)
    {
        if (request.Parameter(parameter) is not { Length: > 0 } given)
            return words[0];
        if (int.TryParse(given, CultureInfo.InvariantCulture, out int number) && number >= 0 && number < words.Length)
            return words[number];
        return words.Contains(given, StringComparer.Ordinal) ? given : throw EmulatorException.Invalid($"Invalid value at '{parameter}': \"{given}\".");
    }

    private static JsonObject Page<T>(EmulatorRequest request, T[] all, string name, Func<T, JsonObject> toJson)
    {
        int size = int.TryParse(request.Parameter("pageSize"), CultureInfo.InvariantCulture, out int asked) && asked > 0 ? Math.Min(asked, LargestPage) : LargestPage;
        int start = 0;
        if (request.Parameter("pageToken") is { Length: > 0 } token && (!int.TryParse(token, CultureInfo.InvariantCulture, out start) || start < 0 || start > all.Length))
            throw EmulatorException.Invalid($"The page token '{token}' is invalid.");
        JsonObject page = [];
        if (start < all.Length)
            page[name] = new JsonArray([.. all.Skip(start).Take(size).Select(toJson)]);
        if (start + size < all.Length)
            page["nextPageToken"] = (start + size).ToString(CultureInfo.InvariantCulture);
        return page;
    }
}
