using System.Globalization;
using System.Text.Json.Nodes;
using MlOps.Sdk.Testing.Emulator.Http;

namespace MlOps.Sdk.Testing.Emulator.Dataflow;

/// <summary>A job: what was asked for, how far it is, what it has reported.</summary>
internal sealed class EmulatedJob(EmulatorState state, string id, JobRequest request) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _cancellation = new();
    private readonly List<JobMessage> _messages = [];
    private readonly string _created = state.Now();
    private JobState _current = JobState.Queued;
    private string _since = state.Now();

    public string Id => id;

    public JobRequest Request => request;

    public CancellationToken Cancelled => _cancellation.Token;

    /// <summary>Runs the job; set once.</summary>
    public Task Work { get; set; } = Task.CompletedTask;

    /// <summary>For each output of a step how many rows it gave; empty until the job is done.</summary>
    public IReadOnlyDictionary<string, long> Counts { get; set; } = new Dictionary<string, long>();

    public JobState Current
    {
        get
        {
            lock (_lock)
                return _current;
        }
    }

    public bool HasEnded => Current is JobState.Done or JobState.Failed or JobState.Cancelled;

    public IReadOnlyList<JobMessage> Messages
    {
        get
        {
            lock (_lock)
                return [.. _messages];
        }
    }

    /// <summary>Goes on to a state; false if the job is being cancelled or has ended.</summary>
    public bool Advance(JobState next)
    {
        lock (_lock)
        {
            bool follows = next switch
            {
                JobState.Cancelled => _current is JobState.Cancelling or JobState.Queued,
                _ => _current is JobState.Queued or JobState.Pending or JobState.Running,
            };
            if (follows)
                (_current, _since) = (next, state.Now());
            return follows;
        }
    }

    public void Report(string importance, string text)
    {
        lock (_lock)
            _messages.Add(new JobMessage($"JOB_MESSAGE_{state.NextId()}", state.Now(), importance, text));
    }

    public void Cancel()
    {
        if (HasEnded)
            throw new EmulatorException(400, "FAILED_PRECONDITION", $"The job '{id}' cannot be cancelled because it is in the state {Wire(Current)}.");
        // What hasn't begun has nothing to wind up.
        if (Current == JobState.Queued ? Advance(JobState.Cancelled) : Advance(JobState.Cancelling))
            Report("JOB_MESSAGE_BASIC", "Cancel request is committed for workflow job.");
        _cancellation.Cancel();
    }

    /// <summary>The job as it is told; right after the launch without its state.</summary>
    public JsonObject ToJson(bool launched = false, bool isFull = false)
    {
        lock (_lock)
        {
            JsonObject job = new()
            {
                ["id"] = id,
                ["projectId"] = request.Project,
                ["name"] = request.Name,
                ["type"] = "JOB_TYPE_BATCH",
                ["location"] = request.Region,
                ["createTime"] = _created,
                ["startTime"] = _created,
                ["currentStateTime"] = launched ? "1970-01-01T00:00:00Z" : _since,
            };
            if (!launched)
            {
                job["currentState"] = Wire(_current);
                job["jobMetadata"] = new JsonObject { ["sdkVersion"] = new JsonObject { ["version"] = YamlTemplate.BeamVersion, ["versionDisplayName"] = "Apache Beam Python 3.11 SDK", ["sdkSupportStatus"] = "SUPPORTED" } };
            }

            // A summary has neither.
            if (isFull)
            {
                job["labels"] = new JsonObject(request.Labels.Select(label => KeyValuePair.Create(label.Key, (JsonNode?)label.Value)));
                job["environment"] = request.ToEnvironment();
            }

            return job;
        }
    }

    public void Dispose() => _cancellation.Dispose();

    public static string Wire(JobState state) => $"JOB_STATE_{state.ToString().ToUpper(CultureInfo.InvariantCulture)}";
}
