using System.Text.Json.Nodes;
using MlOps.Sdk.Testing.Emulator.Http;

namespace MlOps.Sdk.Testing.Emulator.BigQuery;

/// <summary>A job: it runs from the moment that it is made, and says so only when asked.</summary>
/// <remarks>So that conversations are the same in every run, the answer to the insert is always PENDING, the first question gets RUNNING, the next waits for the end.</remarks>
internal sealed class BigQueryJob(JobName name, string kind, JsonObject configuration, EmulatorState state) : IDisposable
{
    private readonly CancellationTokenSource _cancellation = new();
    private readonly string _created = state.NowMilliseconds();
    private int _questions;
    private string? _ended;

    public JobName Name => name;

    /// <summary>QUERY, LOAD or EXTRACT.</summary>
    public string Kind => kind;

    /// <summary>What it was asked to do, with what BigQuery adds.</summary>
    public JsonObject Configuration => configuration;

    public long Created => long.Parse(_created, System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>What it did, by the kind's name in lower case.</summary>
    public JsonObject Statistics { get; } = [];

    public long BytesProcessed { get; set; }

    /// <summary>The rows that a query gave; null if it gave none.</summary>
    public QueryResult? Result { get; set; }

    public EmulatorException? Error { get; private set; }

    public Task Completion { get; private set; } = Task.CompletedTask;

    public string State { get; private set; } = "PENDING";

    public void Start(Action<BigQueryJob, CancellationToken> run) => Completion = Task.Run(() =>
    {
        try
        {
            run(this, _cancellation.Token);
        }
        catch (EmulatorException exception)
        {
            Error = exception;
        }
        catch (OperationCanceledException) when (_cancellation.IsCancellationRequested)
        {
            Error = new EmulatorException(400, "stopped", "Job execution was cancelled: User requested cancellation");
        }
        catch (Exception exception)
        {
            // A flaw of the emulator; whoever waits for the job shall see it.
            Error = new EmulatorException(500, "internalError", $"The emulator failed: {exception}");
        }
        finally
        {
            _ended = state.NowMilliseconds();
        }
    });

    public void Cancel() => _cancellation.Cancel();

    /// <summary>Asks how far it is.</summary>
    public async Task AskAsync(CancellationToken cancellationToken)
    {
        if (Interlocked.Increment(ref _questions) == 1 && State == "PENDING")
            State = "RUNNING";
        else
            await WaitAsync(TimeSpan.FromSeconds(2), cancellationToken);
    }

    /// <summary>Waits for the end.</summary>
    /// <returns>Whether it has come.</returns>
    public async Task<bool> WaitAsync(TimeSpan timeout, CancellationToken cancellationToken)
    {
        try
        {
            await Completion.WaitAsync(timeout, state.Time, cancellationToken);
            State = "DONE";
        }
        catch (TimeoutException)
        {
            State = "RUNNING";
        }

        return State == "DONE";
    }

    public JsonObject ToJson(string address)
    {
        JsonObject statistics = new() { ["creationTime"] = _created };
        if (State != "PENDING")
            statistics["startTime"] = _created;
        if (State == "DONE")
        {
            statistics["endTime"] = _ended;
            statistics["totalBytesProcessed"] = BytesProcessed.ToString(System.Globalization.CultureInfo.InvariantCulture);
            if (Error is null)
                statistics[kind.ToLowerInvariant()] = Statistics.DeepClone();
        }

        JsonObject status = new() { ["state"] = State };
        if (State == "DONE" && Error is not null)
        {
            status["errorResult"] = ErrorJson(Error);
            status["errors"] = new JsonArray(ErrorJson(Error));
        }

        return new JsonObject
        {
            ["kind"] = "bigquery#job",
            ["etag"] = $"{name.Id}-{State}",
            ["id"] = name.ToString(),
            ["selfLink"] = $"{address}/bigquery/v2/projects/{name.Project}/jobs/{name.Id}?location={name.Location}",
            ["user_email"] = "somebody@emulated.test",
            ["jobReference"] = name.ToJson(),
            ["configuration"] = configuration.DeepClone(),
            ["status"] = status,
            ["statistics"] = statistics,
        };
    }

    public void Dispose() => _cancellation.Dispose();

    private static JsonObject ErrorJson(EmulatorException error) => new() { ["reason"] = error.Reason, ["message"] = error.Message };
}
