using System.Net;
using System.Text.Json.Nodes;

namespace MlOps.Sdk.Testing.Tests.Emulator.BigQuery;

/// <summary>An emulator, and requests written by hand.</summary>
internal sealed class BigQueryConversation : IAsyncDisposable
{
    private readonly HttpClient _http = new();

    private BigQueryConversation(GoogleCloudEmulator emulator) => Emulator = emulator;

    public GoogleCloudEmulator Emulator { get; }

    public static async Task<BigQueryConversation> StartAsync(Action<GoogleCloudEmulatorOptions>? configure = null) => new(await GoogleCloudEmulator.StartAsync(configure));

    public async Task CreateBucketAsync(string bucket) => Assert.Equal(
        HttpStatusCode.OK, (await SendAsync(HttpMethod.Post, "/storage/v1/b?project=p-1", $$"""{"name":"{{bucket}}","location":"EU"}""")).Status);

    /// <summary>A dataset <c>ds</c> in EU with a table <c>t</c> of n INTEGER and s STRING.</summary>
    public async Task CreateTableAsync()
    {
        await PostAsync("/projects/p-1/datasets", """{"datasetReference":{"datasetId":"ds"},"location":"EU"}""");
        await PostAsync("/projects/p-1/datasets/ds/tables", """
            {"tableReference":{"tableId":"t"},"schema":{"fields":[{"name":"n","type":"INT64","mode":"REQUIRED"},{"name":"s","type":"STRING"}]}}
            """);
        await PostAsync("/projects/p-1/datasets/ds/tables/t/insertAll", """{"rows":[{"json":{"n":"1","s":"a"}},{"json":{"n":2}}]}""");
    }

    /// <summary>The cells of a query's rows; NULL is a word.</summary>
    public async Task<string[][]> AskAsync(string sql)
    {
        JsonObject answer = await PostAsync("/projects/p-1/queries", Query(sql));
        return [.. (answer["rows"]?.AsArray() ?? []).Select(row => row!["f"]!.AsArray().Select(cell => cell!["v"]?.ToString() ?? "NULL").ToArray())];
    }

    /// <summary>A query that is refused.</summary>
    public Task<string> RefusedAsync(string sql) => RefusedAsync(HttpMethod.Post, "/projects/p-1/queries", Query(sql));

    /// <summary>A job, when it is done.</summary>
    public async Task<JsonObject> RunAsync(JsonObject configuration)
    {
        JsonObject job = await PostAsync("/projects/p-1/jobs", new JsonObject { ["configuration"] = configuration, ["jobReference"] = new JsonObject { ["location"] = "EU" } }.ToJsonString());
        while (job["status"]!["state"]!.ToString() != "DONE")
            job = await GetAsync($"/projects/p-1/jobs/{job["jobReference"]!["jobId"]}?location=EU");
        return job;
    }

    private static string Query(string sql) => new JsonObject { ["query"] = sql, ["useLegacySql"] = false, ["location"] = "EU" }.ToJsonString();

    public async Task<JsonObject> PostAsync(string path, string body)
    {
        (HttpStatusCode status, JsonObject answer) = await SendAsync(HttpMethod.Post, "/bigquery/v2" + path, body);
        Assert.True(status == HttpStatusCode.OK, answer.ToJsonString());
        return answer;
    }

    public async Task<JsonObject> GetAsync(string path)
    {
        (HttpStatusCode status, JsonObject answer) = await SendAsync(HttpMethod.Get, "/bigquery/v2" + path);
        Assert.True(status == HttpStatusCode.OK, answer.ToJsonString());
        return answer;
    }

    /// <summary>A request that is refused.</summary>
    /// <returns>Status, reason and message in one text.</returns>
    public async Task<string> RefusedAsync(HttpMethod method, string path, string? body = null)
    {
        (HttpStatusCode status, JsonObject answer) = await SendAsync(method, "/bigquery/v2" + path, body);
        Assert.True(status >= HttpStatusCode.BadRequest, answer.ToJsonString());
        return $"{(int)status} {answer["error"]!["errors"]![0]!["reason"]}: {answer["error"]!["message"]}";
    }

    public async Task<(HttpStatusCode Status, JsonObject Answer)> SendAsync(HttpMethod method, string path, string? body = null)
    {
        using HttpRequestMessage request = new(method, new Uri(Emulator.Address, path));
        if (body is not null)
            request.Content = new StringContent(body, null, "application/json");
        using HttpResponseMessage answer = await _http.SendAsync(request, TestContext.Current.CancellationToken);
        string text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return (answer.StatusCode, text.Length == 0 ? [] : JsonNode.Parse(text)!.AsObject());
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await Emulator.DisposeAsync();
    }
}
