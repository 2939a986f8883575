using System.Text.Json.Nodes;
using MlOps.Sdk.ContainerTarget;

namespace MlOps.Sdk.Testing.Tests.Emulator.Vertex;

/// <summary>An emulator, and what a test says to its Vertex AI.</summary>
internal sealed class VertexConversation : IAsyncDisposable
{
    public const string Place = "v1/projects/my-project/locations/europe-west4/";
    public const string Named = "projects/123456789012/locations/europe-west4/";

    private readonly HttpClient _http;

    private VertexConversation(GoogleCloudEmulator emulator)
    {
        Emulator = emulator;
        _http = new HttpClient { BaseAddress = emulator.Address };
    }

    public GoogleCloudEmulator Emulator { get; }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>An emulator with the images <c>img/train</c>, <c>img/tune</c> and <c>img/serve</c>.</summary>
    public static async Task<VertexConversation> StartAsync(TimeProvider? time = null) => new(await GoogleCloudEmulator.StartAsync(options =>
    {
        options.Time = time ?? TimeProvider.System;
        foreach (string role in (string[])["train", "tune", "serve"])
            options.Images[$"img/{role}"] = ["dotnet", typeof(ContainerRoles).Assembly.Location, role];
        options.Images["img/none"] = ["/nowhere/no-such-program"];
    }));

    /// <summary>Sends a request; the answer must have this status.</summary>
    public async Task<JsonObject> SendAsync(string method, string path, string? body = null, int expected = 200)
    {
        using HttpRequestMessage request = new(new HttpMethod(method), path.StartsWith("v1", StringComparison.Ordinal) ? path : Place + path);
        if (body is not null)
            request.Content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using HttpResponseMessage response = await _http.SendAsync(request, Cancellation);
        string text = await response.Content.ReadAsStringAsync(Cancellation);
        Assert.True((int)response.StatusCode == expected, $"{method} {path}: expected {expected}, was {(int)response.StatusCode}: {text}");
        return JsonNode.Parse(text)!.AsObject();
    }

    /// <summary>Sends a request that is to be refused so.</summary>
    /// <returns>The message.</returns>
    public async Task<string> RefusedAsync(string method, string path, string? body, int status, string code)
    {
        JsonNode error = (await SendAsync(method, path, body, status))["error"]!;
        Assert.Equal(status, (int)error["code"]!);
        Assert.Equal(code, (string?)error["status"]);
        return (string)error["message"]!;
    }

    /// <summary>Sends a request that starts an operation, and waits for it.</summary>
    public async Task<JsonObject> DoneAsync(string method, string path, string? body = null)
    {
        JsonObject operation = await SendAsync(method, path, body);
        Assert.StartsWith(Named + "operations/", (string?)operation["name"], StringComparison.Ordinal);
        Assert.Null(operation["done"]);
        JsonObject done = await SendAsync("POST", $"v1/{operation["name"]}:wait?timeout=60s");
        Assert.True((bool?)done["done"], done.ToJsonString());
        return done;
    }

    /// <summary>The response of an operation that has to succeed.</summary>
    public async Task<JsonObject> SucceededAsync(string method, string path, string? body = null)
    {
        JsonObject done = await DoneAsync(method, path, body);
        return done["response"]?.AsObject() ?? throw new Xunit.Sdk.XunitException(done.ToJsonString());
    }

    /// <summary>Waits until a job has ended.</summary>
    public Task<JsonObject> EndedAsync(JsonObject job) => UntilAsync(job, state => state is "JOB_STATE_SUCCEEDED" or "JOB_STATE_FAILED" or "JOB_STATE_CANCELLED");

    /// <summary>Waits until a job is in such a state.</summary>
    public async Task<JsonObject> UntilAsync(JsonObject job, Func<string, bool> isState)
    {
        while (true)
        {
            JsonObject current = await SendAsync("GET", $"v1/{job["name"]}");
            if (isState((string)current["state"]!))
                return current;
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, Cancellation);
        }
    }

    /// <summary>Uploads a model that multiplies.</summary>
    public async Task<string> UploadAsync(string modelId, int factor, string more = "", string args = "")
    {
        JsonObject models = await SendAsync("GET", "models");
        bool isThere = models["models"]?.AsArray().Any(model => ((string)model!["name"]!).EndsWith("/" + modelId, StringComparison.Ordinal)) == true;
        string where = isThere ? $"\"parentModel\":\"{Named}models/{modelId}\"" : $"\"modelId\":\"{modelId}\"";
        JsonObject response = await SucceededAsync(
            "POST", "models:upload",
            $$$$"""
            {{{{{where}}}},"model":{"displayName":"times {{{{factor}}}}"{{{{more}}}},
             "containerSpec":{"imageUri":"img/serve","args":["--factor={{{{factor}}}}"{{{{args}}}}],"predictRoute":"/predict","healthRoute":"/health","env":[{"name":"MY_VARIABLE","value":"$(AIP_MODE) $$(AIP_MODE)"}]}}}
            """);
        Assert.Equal(Named + "models/" + modelId, (string?)response["model"]);
        return (string)response["modelVersionId"]!;
    }

    /// <summary>Creates an endpoint.</summary>
    public Task<JsonObject> CreateEndpointAsync(string id) =>
        SucceededAsync("POST", $"endpoints?endpointId={id}", $$$$"""{"displayName":"{{{{id}}}}"}""");

    /// <summary>The body that deploys a version.</summary>
    public static string Deployment(string id, string model, string? split = null)
    {
        string traffic = split is null ? "" : $",\"trafficSplit\":{split}";
        return $$$$"""
            {"deployedModel":{"id":"{{{{id}}}}","model":"projects/my-project/locations/europe-west4/models/{{{{model}}}}",
             "dedicatedResources":{"machineSpec":{"machineType":"n1-standard-4"},"minReplicaCount":1}}{{{{traffic}}}}}
            """;
    }

    /// <summary>Asks an endpoint for predictions.</summary>
    public Task<JsonObject> PredictAsync(string endpoint, string instances) =>
        SendAsync("POST", $"endpoints/{endpoint}:predict", $$$$"""{"instances":{{{{instances}}}}}""");

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await Emulator.DisposeAsync();
    }
}
