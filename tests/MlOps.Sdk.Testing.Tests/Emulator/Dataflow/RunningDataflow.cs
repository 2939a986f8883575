using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using DuckDB.NET.Data;
using MlOps.Sdk.Testing.Emulator;
using MlOps.Sdk.Testing.Emulator.Dataflow;
using MlOps.Sdk.Testing.Emulator.Http;
using Microsoft.AspNetCore.Http;

namespace MlOps.Sdk.Testing.Tests.Emulator.Dataflow;

/// <summary>The emulated Dataflow without a port: requests go straight to its methods.</summary>
internal sealed class RunningDataflow : IAsyncDisposable
{
    private readonly RouteTable _routes = new();
    private readonly EmulatedDataflow _service;

    public RunningDataflow()
    {
        State = new EmulatorState(new GoogleCloudEmulatorOptions());
        State.Objects.CreateBucket("b");
        _service = new EmulatedDataflow(State);
        _service.Map(_routes);
    }

    public static string? WhyPythonIsMissing { get; } = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Any(folder => folder.Length > 0 && File.Exists(Path.Combine(folder, "python3"))) ? null : "there is no python3 on this machine";

    public EmulatorState State { get; }

    public static JsonObject Launch(string name, string yaml, Action<JsonObject>? change = null)
    {
        JsonObject launch = new()
        {
            ["jobName"] = name,
            ["containerSpecGcsPath"] = "gs://dataflow-templates-europe-west3/latest/flex/Yaml_Template",
            ["parameters"] = new JsonObject { ["yaml_pipeline"] = yaml },
            ["environment"] = new JsonObject { ["tempLocation"] = "gs://b/tmp", ["additionalUserLabels"] = new JsonObject { ["mlops-launch"] = "k1" } },
        };
        change?.Invoke(launch);
        return new JsonObject { ["launchParameter"] = launch };
    }

    public async Task<(int Status, JsonNode Body)> SendAsync(string method, string path, JsonNode? body = null)
    {
        string target = $"/v1b3/projects/p/{path}";
        string query = target.Contains('?', StringComparison.Ordinal) ? target[(target.IndexOf('?', StringComparison.Ordinal) + 1)..] : "";
        target = target.Split('?')[0];
        Assert.True(_routes.TryFind(method, target, out Route? route, out IReadOnlyDictionary<string, string>? values), target);
        EmulatorRequest request = new(
            method, target, values, query.Split('&', StringSplitOptions.RemoveEmptyEntries).ToDictionary(pair => pair.Split('=')[0], pair => Uri.UnescapeDataString(pair.Split('=')[1])),
            new HeaderDictionary(), body is null ? [] : Encoding.UTF8.GetBytes(body.ToJsonString()), "http://x");
        EmulatorResponse response;
        try
        {
            response = await route.Handle(request, TestContext.Current.CancellationToken);
        }
        catch (EmulatorException exception)
        {
            response = route.Envelope(exception);
        }

        return (response.Status, JsonNode.Parse(response.Body)!);
    }

    /// <summary>Launches, waits for the end, and gives the job and its errors.</summary>
    public async Task<(string State, string Errors, string Id)> RunAsync(string yaml, string name = "job", Action<JsonObject>? change = null)
    {
        (int status, JsonNode answer) = await SendAsync("POST", "locations/r/flexTemplates:launch", Launch(name, yaml, change));
        Assert.True(status == 200, answer.ToJsonString());
        string id = (string)answer["job"]!["id"]!;
        await _service.EndOf(id);
        string state = (string)(await SendAsync("GET", $"locations/r/jobs/{id}")).Body["currentState"]!;
        JsonNode messages = (await SendAsync("GET", $"locations/r/jobs/{id}/messages?minimumImportance=JOB_MESSAGE_ERROR")).Body;
        return (state, string.Join("\n", messages["jobMessages"]?.AsArray().Select(message => (string)message!["messageText"]!) ?? []), id);
    }

    /// <summary>The end of a job of the emulator.</summary>
    public Task EndOf(string id) => _service.EndOf(id);

    /// <summary>Writes what a query gives as a Parquet file.</summary>
    public void Put(string name, string query)
    {
        string file = Path.Combine(State.Folder, $"{Guid.NewGuid():N}.parquet");
        Query($"COPY ({query}) TO '{file}' (FORMAT parquet)");
        State.Objects.Put("b", name, File.ReadAllBytes(file), "application/octet-stream");
    }

    /// <summary>The rows of a query, in which <c>{files}</c> are the objects of a path.</summary>
    public string Rows(string path, string query = "SELECT * FROM {files}") =>
        Query(query.Replace("{files}", $"read_parquet([{string.Join(", ", State.Objects.Expand(path).Select(stored => $"'{stored.Path}'"))}])", StringComparison.Ordinal));

    public async ValueTask DisposeAsync()
    {
        await _service.DisposeAsync();
        State.Dispose();
    }

    private static string Query(string sql)
    {
        using DuckDBConnection connection = new("DataSource=:memory:");
        connection.Open();
        using DuckDBCommand command = connection.CreateCommand();
        command.CommandText = sql;
        using DuckDBDataReader reader = command.ExecuteReader();
        List<string> rows = [];
        while (reader.Read())
        {
            rows.Add(string.Join(" ", Enumerable.Range(0, reader.FieldCount).Select(i => reader.IsDBNull(i) ? "null" : reader.GetValue(i) switch
            {
                double number => number.ToString("R", CultureInfo.InvariantCulture),
                IFormattable value => value.ToString(null, CultureInfo.InvariantCulture),
                object value => value.ToString(),
            })));
        }

        return string.Join("; ", rows);
    }
}
