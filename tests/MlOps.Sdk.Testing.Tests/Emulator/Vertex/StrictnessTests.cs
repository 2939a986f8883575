namespace MlOps.Sdk.Testing.Tests.Emulator.Vertex;

public sealed class StrictnessTests
{
    private const string Pool = "\"machineSpec\":{\"machineType\":\"n1-standard-4\"},\"replicaCount\":\"1\",\"containerSpec\":{\"imageUri\":\"img/train\"}";

    [Theory]
    [InlineData("""{"displayName":"j","jobSpecs":{}}""", "Unknown name \"jobSpecs\": Cannot find field.")]
    [InlineData("""{"displayName":"j","jobSpec":{"workerPoolSpecs":[{"image":"x"}]}}""", "Unknown name \"image\" at 'job_spec.worker_pool_specs[0]': Cannot find field.")]
    [InlineData("""{"displayName":"j"}""", "1.Field: job_spec; Message: Required field is not set.")]
    [InlineData("""{"jobSpec":{"workerPoolSpecs":[]}}""", "1.Field: job_spec.worker_pool_specs; Message: Required field is not set.")]
    [InlineData("""{"displayName":"j","jobSpec":{"workerPoolSpecs":{}}}""", "Invalid value at 'job_spec.worker_pool_specs' (a list)")]
    [InlineData("""{"displayName":7,"jobSpec":{}}""", "Invalid value at 'display_name' (string), 7")]
    [InlineData("""{"displayName":"j","state":"JOB_STATE_RUNNING","jobSpec":{"workerPoolSpecs":[{}]}}""", "1.Field: state; Message: Field is output only.")]
    [InlineData("""{"displayName":"j","displayName":"k"}""", "Invalid JSON payload received.")]
    [InlineData("""{"displayName":""", "Invalid JSON payload received.")]
    [InlineData("""{"display_name":"j","displayName":"j"}""", "is set twice")]
    [InlineData("""{"displayName":"j","labels":{"a":"B"},"jobSpec":{"workerPoolSpecs":[{}]}}""", "Invalid label value 'B'")]
    [InlineData("""{"displayName":"j","jobSpec":{"workerPoolSpecs":[{}]}}""", "machine_type; Message: Required")]
    [InlineData("""{"displayName":"j","jobSpec":{"workerPoolSpecs":[{"machineSpec":{"machineType":"n1-standard-4"}}]}}""", "One of container_spec and python_package_spec")]
    [InlineData("""{"displayName":"j","jobSpec":{"workerPoolSpecs":[{"machineSpec":{"machineType":"n1-standard-4","acceleratorType":"NVIDIA_L5"}}]}}""", "accelerator_type' (enum), \"NVIDIA_L5\"")]
    [InlineData("""{"displayName":"j","jobSpec":{"workerPoolSpecs":[{"machineSpec":{"machineType":"n1-standard-4","acceleratorType":"NVIDIA_L4"},"containerSpec":{"imageUri":"i"}}]}}""", "accelerator_type and accelerator_count")]
    [InlineData("""{"displayName":"j","jobSpec":{"workerPoolSpecs":[{"machineSpec":{"machineType":"n1-standard-4"},"replicaCount":"2","containerSpec":{"imageUri":"i"}}]}}""", "must be 1, but is 2")]
    [InlineData("""{"displayName":"j","jobSpec":{"workerPoolSpecs":[{"machineSpec":{"machineType":"n1-standard-4"},"replicaCount":1.5,"containerSpec":{"imageUri":"i"}}]}}""", "replica_count' (int64), 1.5")]
    [InlineData("""{"displayName":"j","jobSpec":{"scheduling":{"timeout":"7 days"},"workerPoolSpecs":[{}]}}""", "timeout' (duration), \"7 days\"")]
    [InlineData("{\"displayName\":\"j\",\"jobSpec\":{\"baseOutputDirectory\":{\"outputUriPrefix\":\"/tmp/x\"},\"workerPoolSpecs\":[{" + Pool + "}]}}", "not a valid Cloud Storage URI")]
    [InlineData("{\"displayName\":\"j\",\"jobSpec\":{\"scheduling\":{\"timeout\":\"-1s\"},\"workerPoolSpecs\":[{" + Pool + "}]}}", "must be positive")]
    public async Task A_body_that_the_service_would_refuse_is_refused(string body, string message)
    {
        await using VertexConversation vertex = await VertexConversation.StartAsync();

        Assert.Contains(message, await vertex.RefusedAsync("POST", "customJobs", body, 400, "INVALID_ARGUMENT"), StringComparison.Ordinal);

        Assert.Empty(await vertex.SendAsync("GET", "customJobs"));
    }

    [Fact]
    public async Task Both_spellings_of_fields_are_understood_and_answers_have_one()
    {
        await using VertexConversation vertex = await VertexConversation.StartAsync();

        System.Text.Json.Nodes.JsonObject job = await vertex.SendAsync("POST", "customJobs", """
            {"display_name":"j","job_spec":{"worker_pool_specs":[{"machine_spec":{"machine_type":"n1-standard-4"},"replica_count":1,
             "container_spec":{"image_uri":"img/train"}}],"scheduling":{"timeout":"3600s"}},"labels":null}
            """);

        Assert.Equal("3600s", (string?)job["jobSpec"]!["scheduling"]!["timeout"]);
        Assert.Equal("img/train", (string?)job["jobSpec"]!["workerPoolSpecs"]![0]!["containerSpec"]!["imageUri"]);
        Assert.Equal("JOB_STATE_SUCCEEDED", (string?)(await vertex.EndedAsync(job))["state"]);
    }
}
