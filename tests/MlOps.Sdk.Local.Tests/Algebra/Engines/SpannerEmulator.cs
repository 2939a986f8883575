using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json.Nodes;

namespace MlOps.Sdk.Local.Tests.Algebra.Engines;

/// <summary>Google's own GoogleSQL engine: the Spanner emulator of the Google Cloud SDK, one process for all tests.</summary>
internal sealed class SpannerEmulator : IAsyncDisposable
{
    private static readonly Lazy<Task<SpannerEmulator>> s_instance = new(StartAsync);
    private static int s_databases;

    private readonly Process _process;
    private readonly HttpClient _client;

    private SpannerEmulator(Process process, HttpClient client)
    {
        _process = process;
        _client = client;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => process.Kill(entireProcessTree: true);
    }

    public static bool IsInstalled { get; } = Folder() is not null;

    public static Task<SpannerEmulator> Shared => s_instance.Value;

    /// <summary>A new database; returns a session in it.</summary>
    public async Task<string> CreateDatabaseAsync(params string[] tables)
    {
        int number = Interlocked.Increment(ref s_databases);
        JsonNode created = await PostAsync("projects/tests/instances/tests/databases", new JsonObject
        {
            ["createStatement"] = $"CREATE DATABASE db{number}",
            ["extraStatements"] = new JsonArray([.. tables.Select(table => (JsonNode)table)]),
        });
        if (created["error"] is { } error || created["code"] is not null)
            throw new InvalidOperationException(created.ToJsonString());
        return (string)(await PostAsync($"projects/tests/instances/tests/databases/db{number}/sessions", []))["name"]!;
    }

    /// <summary>Drops the database of a session: the emulator takes 100 at a time.</summary>
    public async Task DropDatabaseAsync(string session)
    {
        using HttpResponseMessage response = await _client.DeleteAsync(session[..session.IndexOf("/sessions/", StringComparison.Ordinal)]);
        response.EnsureSuccessStatusCode();
    }

    /// <summary>Runs a query; an answer with a <c>code</c> is an error.</summary>
    public Task<JsonNode> QueryAsync(string session, string sql) => PostAsync($"{session}:executeSql", new JsonObject { ["sql"] = sql });

    /// <summary>Writes rows.</summary>
    public async Task InsertAsync(string session, string sql)
    {
        JsonNode begun = await PostAsync($"{session}:beginTransaction", new JsonObject { ["options"] = new JsonObject { ["readWrite"] = new JsonObject() } });
        string transaction = (string)begun["id"]!;
        JsonNode written = await PostAsync($"{session}:executeSql", new JsonObject
        {
            ["sql"] = sql,
            ["seqno"] = "1",
            ["transaction"] = new JsonObject { ["id"] = transaction },
        });
        if (written["code"] is not null)
            throw new InvalidOperationException($"{written["message"]}\n{sql}");
        await PostAsync($"{session}:commit", new JsonObject { ["transactionId"] = transaction });
    }

    public ValueTask DisposeAsync()
    {
        _client.Dispose();
        _process.Kill(entireProcessTree: true);
        _process.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<JsonNode> PostAsync(string path, JsonObject body)
    {
        using HttpResponseMessage response = await _client.PostAsJsonAsync(path, body);
        return JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
    }

    private static string? Folder()
    {
        string? root = Environment.GetEnvironmentVariable("CLOUDSDK_ROOT");
        if (root is null && Python.Find("gcloud") is { } gcloud)
        {
            FileSystemInfo program = new FileInfo(gcloud).ResolveLinkTarget(returnFinalTarget: true) ?? new FileInfo(gcloud);
            root = Path.GetDirectoryName(Path.GetDirectoryName(program.FullName));
        }

        string folder = Path.Combine(root ?? "", "bin", "cloud_spanner_emulator");
        return root is not null && File.Exists(Path.Combine(folder, "emulator_main")) ? folder : null;
    }

    private static async Task<SpannerEmulator> StartAsync()
    {
        string folder = Folder()!;
        int port = FreePort();
        Process process = Process.Start(new ProcessStartInfo(Path.Combine(folder, "gateway_main"),
        [
            "--hostname", "127.0.0.1", "--http_port", $"{port}", "--grpc_port", $"{FreePort()}", "--grpc_binary", Path.Combine(folder, "emulator_main"),
        ])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        })!;
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
        HttpClient client = new() { BaseAddress = new Uri($"http://127.0.0.1:{port}/v1/") };
        SpannerEmulator emulator = new(process, client);
        JsonObject instance = new()
        {
            ["instanceId"] = "tests",
            ["instance"] = new JsonObject { ["config"] = "projects/tests/instanceConfigs/emulator-config", ["displayName"] = "tests", ["nodeCount"] = 1 },
        };

        // The emulator has no way to say that it is ready but to answer.
        string answer = "it doesn't listen";
        for (int attempt = 0; attempt < 300; attempt++)
        {
            try
            {
                JsonNode created = await emulator.PostAsync("projects/tests/instances", (JsonObject)instance.DeepClone());
                if (created["name"] is not null)
                    return emulator;
                answer = created.ToJsonString();
            }
            catch (HttpRequestException exception)
            {
                answer = exception.Message;
            }

            await Task.Delay(100);
        }

        throw new InvalidOperationException($"The Spanner emulator didn't start: {answer}");
    }

    private static int FreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
