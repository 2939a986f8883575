using System.Text;
using System.Text.Json.Nodes;
using MlOps.Sdk.Testing.Emulator.Storage;

namespace MlOps.Sdk.Testing.Tests.Emulator.Vertex;

public sealed class BatchPredictionTests
{
    [Fact]
    public async Task Every_line_gets_its_prediction_and_failures_are_counted()
    {
        await using VertexConversation vertex = await VertexConversation.StartAsync();
        await vertex.UploadAsync("m", 2);
        ObjectStore objects = vertex.Emulator.State.Objects;
        objects.CreateBucket("b");
        objects.Put("b", "in/rows-1.jsonl", Encoding.UTF8.GetBytes("1\n2\n"), "application/jsonl");
        objects.Put("b", "in/rows-2.jsonl", Encoding.UTF8.GetBytes("\"bad\"\n{\"x\":4}"), "application/jsonl");

        JsonObject job = await vertex.EndedAsync(await vertex.SendAsync("POST", "batchPredictionJobs", Job("gs://b/in/rows-*.jsonl", "")));

        Assert.True((string?)job["state"] == "JOB_STATE_SUCCEEDED", job.ToJsonString());
        Assert.Equal("""{"successfulCount":"3","failedCount":"1","incompleteCount":"0"}""", job["completionStats"]!.ToJsonString());
        Assert.Contains("the instance is bad", (string)job["partialFailures"]![0]!["message"]!, StringComparison.Ordinal);
        Assert.Equal("1", (string?)job["modelVersionId"]);
        string folder = (string)job["outputInfo"]!["gcsOutputDirectory"]!;
        Assert.StartsWith("gs://b/out/prediction-", folder, StringComparison.Ordinal);
        Assert.Equal(
            ["""{"instance":1,"prediction":2}""", """{"instance":2,"prediction":4}""", """{"instance":{"x":4},"prediction":8}"""],
            Lines(objects, folder + "/prediction.results-*"));
        Assert.StartsWith("""{"instance":"bad","error":{"code":3""", Lines(objects, folder + "/prediction.errors_stats-*").Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_isnt_sent_and_comes_back_and_rows_become_arrays_if_asked()
    {
        await using VertexConversation vertex = await VertexConversation.StartAsync();
        await vertex.UploadAsync("m", 2);
        ObjectStore objects = vertex.Emulator.State.Objects;
        objects.CreateBucket("b");
        objects.Put("b", "rows.jsonl", Encoding.UTF8.GetBytes("{\"id\":\"a\",\"x\":5}\n{\"id\":\"b\",\"x\":6}\n"), "application/jsonl");

        JsonObject job = await vertex.EndedAsync(await vertex.SendAsync(
            "POST", "batchPredictionJobs", Job("gs://b/rows.jsonl", ",\"instanceConfig\":{\"keyField\":\"id\",\"instanceType\":\"array\"}")));

        Assert.Equal(
            ["""{"key":"a","prediction":10}""", """{"key":"b","prediction":12}"""],
            Lines(objects, (string)job["outputInfo"]!["gcsOutputDirectory"]! + "/prediction.results-*"));
    }

    [Fact]
    public async Task A_job_without_files_fails()
    {
        await using VertexConversation vertex = await VertexConversation.StartAsync();
        await vertex.UploadAsync("m", 2);

        JsonObject job = await vertex.EndedAsync(await vertex.SendAsync("POST", "batchPredictionJobs", Job("gs://b/nothing", "")));

        Assert.Equal(("JOB_STATE_FAILED", 5), ((string?)job["state"], (int)job["error"]!["code"]!));
    }

    [Theory]
    [InlineData(""","unmanagedContainerModel":{}""", 400, "INVALID_ARGUMENT")]
    [InlineData(""","instanceConfig":{"instanceType":"row"}""", 400, "INVALID_ARGUMENT")]
    [InlineData(""","completionStats":{"failedCount":"0"}""", 400, "INVALID_ARGUMENT")]
    [InlineData(""","manualBatchTuningParameters":{"batchSize":-1}""", 400, "INVALID_ARGUMENT")]
    public async Task What_breaks_a_rule_is_refused(string more, int status, string code)
    {
        await using VertexConversation vertex = await VertexConversation.StartAsync();
        await vertex.UploadAsync("m", 2);

        await vertex.RefusedAsync("POST", "batchPredictionJobs", Job("gs://b/x", more), status, code);
    }

    private static string[] Lines(ObjectStore objects, string uri) =>
        Encoding.UTF8.GetString(objects.Expand(uri).Single().Read()).Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private static string Job(string input, string more)
    {
        string size = more.Contains("batchSize", StringComparison.Ordinal) ? "" : ",\"manualBatchTuningParameters\":{\"batchSize\":1}";
        return $$$$"""
            {"displayName":"nightly","model":"projects/my-project/locations/europe-west4/models/m@1",
             "inputConfig":{"instancesFormat":"jsonl","gcsSource":{"uris":["{{{{input}}}}"]}},
             "outputConfig":{"predictionsFormat":"jsonl","gcsDestination":{"outputUriPrefix":"gs://b/out"}},
             "dedicatedResources":{"machineSpec":{"machineType":"n1-standard-4"}}{{{{more}}}}{{{{size}}}}}
            """;
    }
}
