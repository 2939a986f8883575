using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;

namespace MlOps.Sdk.Testing.Tests.Emulator.Vertex;

public sealed class CustomJobTests
{
    private readonly string _folder = Directory.CreateTempSubdirectory("vertex-tests-").FullName;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_job_runs_its_containers_command_with_the_environment_of_the_service()
    {
        await using VertexConversation vertex = await VertexConversation.StartAsync();
        string report = Path.Combine(_folder, "report.json");

        JsonObject job = await vertex.SendAsync("POST", "customJobs", Job(
            $"\"command\":[\"--quiet\"],\"args\":[\"--report={report}\",\"--mode=$(MODE) $$(MODE) $(UNKNOWN)\"],\"env\":[{{\"name\":\"MODE\",\"value\":\"fast\"}}]",
            ",\"baseOutputDirectory\":{\"outputUriPrefix\":\"gs://bucket/runs/7\"}"));
        Assert.Equal("JOB_STATE_PENDING", (string?)job["state"]);
        Assert.StartsWith(VertexConversation.Named + "customJobs/", (string?)job["name"], StringComparison.Ordinal);
        Assert.Equal("1", (string?)job["jobSpec"]!["workerPoolSpecs"]![0]!["replicaCount"]);

        JsonObject ended = await vertex.EndedAsync(job);
        Assert.Equal("JOB_STATE_SUCCEEDED", (string?)ended["state"]);
        Assert.Null(ended["error"]);
        Assert.NotNull(ended["startTime"]);
        Assert.NotNull(ended["endTime"]);
        JsonNode seen = JsonNode.Parse(await File.ReadAllTextAsync(report, Cancellation))!;
        Assert.Equal(["train", "--quiet", $"--report={report}", "--mode=fast $(MODE) $(UNKNOWN)"], seen["arguments"]!.AsArray().Select(argument => (string)argument!));
        JsonNode environment = seen["environment"]!;
        Assert.Equal("gs://bucket/runs/7/model/", (string?)environment["AIP_MODEL_DIR"]);
        Assert.Equal("gs://bucket/runs/7/checkpoints/", (string?)environment["AIP_CHECKPOINT_DIR"]);
        Assert.Equal("gs://bucket/runs/7/logs/", (string?)environment["AIP_TENSORBOARD_LOG_DIR"]);
        Assert.Equal("fast", (string?)environment["MODE"]);
        Assert.Equal(vertex.Emulator.Address.ToString().TrimEnd('/'), (string?)environment["STORAGE_EMULATOR_HOST"]);
        Assert.Equal(vertex.Emulator.Address.ToString().TrimEnd('/'), (string?)environment["MLOPS_GOOGLE_ENDPOINT"]);
        Assert.EndsWith("/" + environment["CLOUD_ML_JOB_ID"], (string)job["name"]!, StringComparison.Ordinal);
        JsonNode cluster = JsonNode.Parse((string)environment["CLUSTER_SPEC"]!)!;
        Assert.Equal("workerpool0", (string?)cluster["task"]!["type"]);
        Assert.NotEqual(Directory.GetCurrentDirectory(), (string?)seen["folder"]);
        // What a killed one leaves there ends with the emulator.
        Assert.Equal(Path.GetFileName((string?)seen["folder"]), Path.GetFileName((string?)environment["TMPDIR"]));
    }

    [Fact]
    public async Task A_job_whose_container_ends_with_an_error_has_failed_and_shows_its_last_words()
    {
        await using VertexConversation vertex = await VertexConversation.StartAsync();

        JsonObject ended = await vertex.EndedAsync(await vertex.SendAsync("POST", "customJobs", Job("\"args\":[\"--exit=3\"]")));

        Assert.Equal("JOB_STATE_FAILED", (string?)ended["state"]);
        Assert.Equal(3, (int)ended["error"]!["code"]!);
        Assert.Equal(
            "The replica workerpool0-0 exited with a non-zero status of 3. The last lines of its standard error:\nfirst complaint\nlast complaint",
            (string?)ended["error"]!["message"]);
    }

    [Theory]
    [InlineData("img/unknown", "Failed to pull image \"img/unknown\"")]
    [InlineData("img/none", "The command '/nowhere/no-such-program' of image \"img/none\" can't be started")]
    public async Task A_job_whose_image_isnt_there_fails(string image, string message)
    {
        await using VertexConversation vertex = await VertexConversation.StartAsync();

        JsonObject ended = await vertex.EndedAsync(await vertex.SendAsync("POST", "customJobs", Job("\"args\":[]", image: image)));

        Assert.Equal("JOB_STATE_FAILED", (string?)ended["state"]);
        Assert.StartsWith(message, (string?)ended["error"]!["message"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_job_that_takes_longer_than_its_timeout_is_stopped_and_has_failed()
    {
        await using VertexConversation vertex = await VertexConversation.StartAsync();

        JsonObject ended = await vertex.EndedAsync(await vertex.SendAsync(
            "POST", "customJobs", Job("\"args\":[\"--stay\"]", ",\"scheduling\":{\"timeout\":\"0.2s\"}")));

        Assert.Equal("JOB_STATE_FAILED", (string?)ended["state"]);
        Assert.Equal("The job exceeded its timeout of 0.2s and was stopped.", (string?)ended["error"]!["message"]);
    }

    [Fact]
    public async Task Cancelling_a_job_kills_its_process_and_the_children()
    {
        await using VertexConversation vertex = await VertexConversation.StartAsync();
        (JsonObject job, Process[] processes) = await StartStayingAsync(vertex);

        await vertex.SendAsync("POST", $"v1/{job["name"]}:cancel", "{}");

        Assert.Equal("JOB_STATE_CANCELLED", (string?)(await vertex.EndedAsync(job))["state"]);
        foreach (Process process in processes)
            await process.WaitForExitAsync(Cancellation);
        await vertex.RefusedAsync("POST", $"v1/{job["name"]}:cancel", "{}", 400, "FAILED_PRECONDITION");
    }

    [Fact]
    public async Task Nothing_outlives_the_emulator()
    {
        VertexConversation vertex = await VertexConversation.StartAsync();
        (_, Process[] processes) = await StartStayingAsync(vertex);

        await vertex.DisposeAsync();

        foreach (Process process in processes)
            await process.WaitForExitAsync(Cancellation);
        Assert.All(processes, process => Assert.True(process.HasExited));
    }

    [Fact]
    public async Task Replicas_of_further_pools_run_too_and_an_empty_pool_keeps_its_place()
    {
        await using VertexConversation vertex = await VertexConversation.StartAsync();
        string report = Path.Combine(_folder, "worker.json");
        string pool = $$$$"""{"machineSpec":{"machineType":"n1-standard-4"},"replicaCount":"1","containerSpec":{"imageUri":"img/train","args":["--report={{{{report}}}}"]}}""";
        string body = $$$$"""{"displayName":"j","jobSpec":{"workerPoolSpecs":[{{{{Pool("\"args\":[]", "img/train")}}}},{},{{{{pool}}}}]}}""";

        JsonObject ended = await vertex.EndedAsync(await vertex.SendAsync("POST", "customJobs", body));

        Assert.Equal("JOB_STATE_SUCCEEDED", (string?)ended["state"]);
        JsonNode cluster = JsonNode.Parse((string)JsonNode.Parse(await File.ReadAllTextAsync(report, Cancellation))!["environment"]!["CLUSTER_SPEC"]!)!;
        Assert.Equal("workerpool2", (string?)cluster["task"]!["type"]);
        Assert.Equal(["workerpool0", "workerpool2"], cluster["cluster"]!.AsObject().Select(pool => pool.Key));
    }

    [Fact]
    public async Task Jobs_are_listed_newest_first_and_found_by_label_and_state()
    {
        await using VertexConversation vertex = await VertexConversation.StartAsync();
        List<string> names = [];
        foreach (string key in (string[])["a", "b", "a"])
        {
            JsonObject job = await vertex.SendAsync("POST", "customJobs", Job("\"args\":[]", more: $",\"labels\":{{\"mlops-key\":\"{key}\"}}"));
            await vertex.EndedAsync(job);
            names.Add((string)job["name"]!);
        }

        Assert.Equal([names[2], names[0]], await NamesAsync(vertex, "filter=labels.mlops-key%3D%22a%22"));
        Assert.Equal([names[1]], await NamesAsync(vertex, "filter=labels.mlops-key%3Db%20AND%20state%3D%22JOB_STATE_SUCCEEDED%22"));
        Assert.Empty(await NamesAsync(vertex, "filter=state%3D%22JOB_STATE_FAILED%22"));
        Assert.Equal(3, (await NamesAsync(vertex, "filter=labels.mlops-key:*")).Length);
        JsonObject page = await vertex.SendAsync("GET", "customJobs?pageSize=2");
        Assert.Equal(2, page["customJobs"]!.AsArray().Count);
        Assert.Equal([names[0]], await NamesAsync(vertex, $"pageSize=2&pageToken={page["nextPageToken"]}"));
        await vertex.RefusedAsync("GET", "customJobs?filter=labels.a", null, 400, "INVALID_ARGUMENT");
        Assert.Empty((await vertex.SendAsync("GET", "v1/projects/my-project/locations/us-central1/customJobs")));
    }

    [Fact]
    public async Task Only_a_job_that_has_ended_can_be_deleted()
    {
        await using VertexConversation vertex = await VertexConversation.StartAsync();
        (JsonObject job, _) = await StartStayingAsync(vertex);
        await vertex.RefusedAsync("DELETE", $"v1/{job["name"]}", null, 400, "FAILED_PRECONDITION");
        await vertex.SendAsync("POST", $"v1/{job["name"]}:cancel", "{}");
        await vertex.EndedAsync(job);

        await vertex.SucceededAsync("DELETE", $"v1/{job["name"]}");

        await vertex.RefusedAsync("GET", $"v1/{job["name"]}", null, 404, "NOT_FOUND");
    }

    private async Task<(JsonObject Job, Process[] Processes)> StartStayingAsync(VertexConversation vertex)
    {
        string pids = Path.Combine(_folder, "pids");
        JsonObject job = await vertex.SendAsync("POST", "customJobs", Job($"\"args\":[\"--pids={pids}\",\"--stay\"]"));
        while (!File.Exists(pids))
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, Cancellation);
        Process[] processes = [.. (await File.ReadAllTextAsync(pids, Cancellation)).Split(' ')
            .Select(id => Process.GetProcessById(int.Parse(id, CultureInfo.InvariantCulture)))];
        Assert.Equal("JOB_STATE_RUNNING", (string?)(await vertex.SendAsync("GET", $"v1/{job["name"]}"))["state"]);
        return (job, processes);
    }

    private static async Task<string[]> NamesAsync(VertexConversation vertex, string query) =>
        [.. ((await vertex.SendAsync("GET", "customJobs?" + query))["customJobs"] as JsonArray ?? []).Select(job => (string)job!["name"]!)];

    private static string Pool(string container, string image) =>
        $$$$"""{"machineSpec":{"machineType":"n1-standard-4"},"replicaCount":1,"containerSpec":{"imageUri":"{{{{image}}}}",{{{{container}}}}}}""";

    private static string Job(string container, string spec = "", string more = "", string image = "img/train") =>
        $$$$"""{"displayName":"j","jobSpec":{"workerPoolSpecs":[{{{{Pool(container, image)}}}}]{{{{spec}}}}}{{{{more}}}}}""";
}
