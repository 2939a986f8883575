using System.Text.Json.Nodes;

namespace MlOps.Sdk.Testing.Tests.Emulator.Vertex;

public sealed class EndpointTests
{
    [Fact]
    public async Task A_deployed_model_answers_with_the_environment_of_its_container()
    {
        await using VertexConversation vertex = await VertexConversation.StartAsync();
        await vertex.UploadAsync("m", 2);
        JsonObject endpoint = await vertex.CreateEndpointAsync("e");
        Assert.Equal("type.googleapis.com/google.cloud.aiplatform.v1.Endpoint", (string?)endpoint["@type"]);
        Assert.Equal(VertexConversation.Named + "endpoints/e", (string?)endpoint["name"]);

        JsonObject deployed = await vertex.SucceededAsync("POST", "endpoints/e:deployModel", VertexConversation.Deployment("41", "m@1", "{\"0\":100}"));

        Assert.Equal("41", (string?)deployed["deployedModel"]!["id"]);
        Assert.Equal(VertexConversation.Named + "models/m", (string?)deployed["deployedModel"]!["model"]);
        Assert.Equal("1", (string?)deployed["deployedModel"]!["modelVersionId"]);
        JsonObject answer = await vertex.PredictAsync("e", "[{\"x\":1.5},{\"x\":4},\"env\"]");
        Assert.Equal([3, 8], answer["predictions"]!.AsArray().Take(2).Select(prediction => (double)prediction!));
        Assert.Equal(("41", "1", "times 2"), ((string?)answer["deployedModelId"], (string?)answer["modelVersionId"], (string?)answer["modelDisplayName"]));
        JsonNode environment = answer["predictions"]![2]!;
        Assert.Equal("PREDICTION", (string?)environment["AIP_MODE"]);
        Assert.Equal("PREDICTION $(AIP_MODE)", (string?)environment["MY_VARIABLE"]);
        Assert.Equal("/predict", (string?)environment["AIP_PREDICT_ROUTE"]);
        Assert.Equal("n1-standard-4", (string?)environment["AIP_MACHINE_TYPE"]);
        Assert.Equal(("e", "41"), ((string?)environment["AIP_ENDPOINT_ID"], (string?)environment["AIP_DEPLOYED_MODEL_ID"]));
        Assert.Equal("123456789012", (string?)environment["AIP_PROJECT_NUMBER"]);
        Assert.Equal("", (string?)environment["AIP_STORAGE_URI"]);
    }

    [Fact]
    public async Task A_model_without_a_split_gets_no_traffic_even_as_the_first()
    {
        await using VertexConversation vertex = await VertexConversation.StartAsync();
        await vertex.UploadAsync("m", 2);
        await vertex.CreateEndpointAsync("e");
        Assert.Contains("any deployed models", await PredictRefusedAsync(vertex, "[1]", "FAILED_PRECONDITION"), StringComparison.Ordinal);

        await vertex.SucceededAsync("POST", "endpoints/e:deployModel", VertexConversation.Deployment("1", "m"));

        Assert.Contains("no traffic split", await PredictRefusedAsync(vertex, "[1]", "FAILED_PRECONDITION"), StringComparison.Ordinal);
        await vertex.SendAsync("PATCH", "endpoints/e?updateMask=traffic_split", """{"trafficSplit":{"1":100}}""");
        Assert.Equal(2, (double)(await vertex.PredictAsync("e", "[1]"))["predictions"]![0]!);
    }

    [Fact]
    public async Task Requests_are_split_exactly_over_a_hundred()
    {
        await using VertexConversation vertex = await VertexConversation.StartAsync();
        await TwoDeployedAsync(vertex);
        await vertex.SendAsync("PATCH", "endpoints/e?updateMask=trafficSplit", """{"trafficSplit":{"1":90,"2":10}}""");

        Dictionary<string, int> answers = [];
        for (int request = 0; request < 100; request++)
        {
            string id = (string)(await vertex.PredictAsync("e", "[1]"))["deployedModelId"]!;
            answers[id] = answers.GetValueOrDefault(id) + 1;
        }

        Assert.Equal((90, 10), (answers["1"], answers["2"]));
    }

    [Theory]
    [InlineData("""{"trafficSplit":{"1":90,"2":11}}""", "sum to 100, but sum to 101")]
    [InlineData("""{"trafficSplit":{"1":90}}""", "sum to 100, but sum to 90")]
    [InlineData("""{"trafficSplit":{"1":-10,"2":110}}""", "between 0 and 100")]
    [InlineData("""{"trafficSplit":{"1":50,"9":50}}""", "'9' is not on the endpoint")]
    [InlineData("""{"trafficSplit":{"1":"half"}}""", "Invalid value at 'traffic_split['1']' (int32)")]
    public async Task A_split_that_breaks_a_rule_is_refused_and_changes_nothing(string body, string message)
    {
        await using VertexConversation vertex = await VertexConversation.StartAsync();
        await TwoDeployedAsync(vertex);

        Assert.Contains(message, await vertex.RefusedAsync("PATCH", "endpoints/e?updateMask=trafficSplit", body, 400, "INVALID_ARGUMENT"), StringComparison.Ordinal);

        Assert.Equal("""{"1":100}""", (await vertex.SendAsync("GET", "endpoints/e"))["trafficSplit"]!.ToJsonString());
    }

    [Fact]
    public async Task A_model_with_traffic_is_undeployed_only_with_a_split_that_takes_it_away()
    {
        await using VertexConversation vertex = await VertexConversation.StartAsync();
        await TwoDeployedAsync(vertex);

        Assert.Contains("100 % of the traffic", await vertex.RefusedAsync(
            "POST", "endpoints/e:undeployModel", """{"deployedModelId":"1"}""", 400, "FAILED_PRECONDITION"), StringComparison.Ordinal);
        await vertex.SucceededAsync("POST", "endpoints/e:undeployModel", """{"deployedModelId":"1","trafficSplit":{"2":100}}""");

        Assert.Equal(3, (double)(await vertex.PredictAsync("e", "[1]"))["predictions"]![0]!);
        await vertex.RefusedAsync("POST", "endpoints/e:undeployModel", """{"deployedModelId":"1"}""", 404, "NOT_FOUND");
        await vertex.RefusedAsync("DELETE", "endpoints/e", null, 400, "FAILED_PRECONDITION");
        // The last one may go with its traffic.
        await vertex.SucceededAsync("POST", "endpoints/e:undeployModel", """{"deployedModelId":"2"}""");
        Assert.Null((await vertex.SendAsync("GET", "endpoints/e"))["trafficSplit"]);
        await vertex.SucceededAsync("DELETE", "endpoints/e");
        await vertex.RefusedAsync("GET", "endpoints/e", null, 404, "NOT_FOUND");
    }

    [Fact]
    public async Task An_endpoint_that_has_changed_meanwhile_isnt_changed_under_the_old_etag()
    {
        await using VertexConversation vertex = await VertexConversation.StartAsync();
        string etag = (string)(await vertex.CreateEndpointAsync("e"))["etag"]!;
        await vertex.SendAsync("PATCH", "endpoints/e?updateMask=displayName", $$$$"""{"displayName":"new","etag":"{{{{etag}}}}"}""");

        await vertex.RefusedAsync("PATCH", "endpoints/e?updateMask=displayName", $$$$"""{"displayName":"newer","etag":"{{{{etag}}}}"}""", 409, "ABORTED");

        Assert.Equal("new", (string?)(await vertex.SendAsync("GET", "endpoints/e"))["displayName"]);
    }

    [Fact]
    public async Task An_endpoint_takes_one_change_at_a_time_and_an_id_once()
    {
        await using VertexConversation vertex = await VertexConversation.StartAsync();
        await vertex.UploadAsync("m", 2);
        await vertex.CreateEndpointAsync("e");
        await vertex.RefusedAsync("POST", "endpoints?endpointId=e", """{"displayName":"e"}""", 409, "ALREADY_EXISTS");
        JsonObject operation = await vertex.SendAsync("POST", "endpoints/e:deployModel", VertexConversation.Deployment("1", "m"));

        Assert.Contains("in progress", await vertex.RefusedAsync(
            "POST", "endpoints/e:deployModel", VertexConversation.Deployment("2", "m"), 409, "ABORTED"), StringComparison.Ordinal);

        await vertex.SendAsync("POST", $"v1/{operation["name"]}:wait");
        await vertex.RefusedAsync("POST", "endpoints/e:deployModel", VertexConversation.Deployment("1", "m"), 409, "ALREADY_EXISTS");
    }

    [Theory]
    [InlineData("--ill", "0.5s", "Model server never became ready: /health")]
    [InlineData("--factor=no-number", "60s", "Model server terminated: model server container terminated: exit_code: ")]
    public async Task A_server_that_isnt_healthy_fails_the_operation_and_isnt_deployed(string argument, string timeout, string message)
    {
        await using VertexConversation vertex = await VertexConversation.StartAsync();
        await vertex.SucceededAsync("POST", "models:upload", $$$$"""
            {"modelId":"m","model":{"displayName":"m","containerSpec":{"imageUri":"img/serve","args":["{{{{argument}}}}"],"healthRoute":"/health","deploymentTimeout":"{{{{timeout}}}}"}}}
            """);
        await vertex.CreateEndpointAsync("e");

        JsonObject operation = await vertex.DoneAsync("POST", "endpoints/e:deployModel", VertexConversation.Deployment("1", "m", "{\"0\":100}"));

        Assert.Equal(9, (int)operation["error"]!["code"]!);
        Assert.StartsWith(message, (string)operation["error"]!["message"]!, StringComparison.Ordinal);
        Assert.Null((await vertex.SendAsync("GET", "endpoints/e"))["deployedModels"]);
        await vertex.SucceededAsync("DELETE", "endpoints/e");
    }

    [Theory]
    [InlineData("[\"bad\"]", 400, "INVALID_ARGUMENT", "422: the instance is bad")]
    [InlineData("[\"crash\"]", 500, "INTERNAL", "500: the server fell over")]
    [InlineData("[\"odd\"]", 500, "INTERNAL", "no list \"predictions\"")]
    [InlineData("[\"large\"]", 400, "INVALID_ARGUMENT", "Response size exceeds the limit")]
    [InlineData("[]", 400, "INVALID_ARGUMENT", "instances; Message: Required")]
    public async Task What_a_server_refuses_or_gets_wrong_is_an_error_with_its_words(string instances, int status, string code, string message)
    {
        await using VertexConversation vertex = await VertexConversation.StartAsync();
        await TwoDeployedAsync(vertex);

        Assert.Contains(message, await vertex.RefusedAsync(
            "POST", "endpoints/e:predict", $$$$"""{"instances":{{{{instances}}}}}""", status, code), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_prediction_of_more_than_one_and_a_half_megabytes_is_refused()
    {
        await using VertexConversation vertex = await VertexConversation.StartAsync();
        await TwoDeployedAsync(vertex);

        string large = new('x', 1_572_864);
        Assert.Contains("exceeds the limit: 1572864 bytes", await vertex.RefusedAsync(
            "POST", "endpoints/e:predict", $$$$"""{"instances":["{{{{large}}}}"]}""", 400, "INVALID_ARGUMENT"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_raw_prediction_goes_to_the_server_as_it_is()
    {
        await using VertexConversation vertex = await VertexConversation.StartAsync();
        await TwoDeployedAsync(vertex);

        JsonObject answer = await vertex.SendAsync("POST", "endpoints/e:rawPredict", """{"instances":[4],"parameters":{"a":1}}""");

        Assert.Equal("""{"predictions":[8],"parameters":{"a":1}}""", answer.ToJsonString());
    }

    [Theory]
    [InlineData("endpoints?endpointId=E", """{"displayName":"e"}""", "Invalid id 'E'")]
    [InlineData("endpoints?endpointId=e-", """{"displayName":"e"}""", "Invalid id 'e-'")]
    [InlineData("endpoints?endpointId=0123", """{"displayName":"e"}""", "Invalid id '0123'")]
    [InlineData("endpoints", "{}", "display_name; Message: Required")]
    [InlineData("endpoints", """{"displayName":"e","etag":"x","deployedModels":[{}]}""", "output only")]
    [InlineData("endpoints/e:deployModel", """{"deployedModel":{"model":"projects/p/locations/europe-west4/models/m"}}""", "dedicated_resources must be set")]
    [InlineData("endpoints/e:deployModel", """{"deployedModel":{"id":"0","model":"projects/p/locations/europe-west4/models/m","dedicatedResources":{"machineSpec":{},"minReplicaCount":1}}}""", "Invalid id '0'")]
    [InlineData("endpoints/e:deployModel", """{"deployedModel":{"model":"projects/p/locations/europe-west4/models/m","dedicatedResources":{"machineSpec":{},"minReplicaCount":0}}}""", "at least 1, but is 0")]
    [InlineData("endpoints/e:deployModel", """{"deployedModel":{"model":"projects/p/locations/europe-west4/models/m","dedicatedResources":{"machineSpec":{}}}}""", "min_replica_count; Message: Required")]
    [InlineData("endpoints/e:deployModel", """{"deployedModel":{"model":"projects/p/locations/us-central1/models/m","dedicatedResources":{"machineSpec":{},"minReplicaCount":1}}}""", "same region")]
    [InlineData("endpoints/e:deployModel", """{"deployedModel":{"model":"m","dedicatedResources":{"machineSpec":{},"minReplicaCount":1}}}""", "not of the form")]
    public async Task What_breaks_a_rule_is_refused(string path, string body, string message)
    {
        await using VertexConversation vertex = await VertexConversation.StartAsync();
        await vertex.UploadAsync("m", 2);
        await vertex.CreateEndpointAsync("e");

        Assert.Contains(message, await vertex.RefusedAsync("POST", path, body, 400, "INVALID_ARGUMENT"), StringComparison.Ordinal);
    }

    // Deployment 1 multiplies by 2 and has the traffic, deployment 2 by 3.
    private static async Task TwoDeployedAsync(VertexConversation vertex)
    {
        await vertex.UploadAsync("m", 2);
        await vertex.UploadAsync("m", 3);
        await vertex.CreateEndpointAsync("e");
        await vertex.SucceededAsync("POST", "endpoints/e:deployModel", VertexConversation.Deployment("1", "m@1", "{\"0\":100}"));
        await vertex.SucceededAsync("POST", "endpoints/e:deployModel", VertexConversation.Deployment("2", "m@2"));
    }

    private static Task<string> PredictRefusedAsync(VertexConversation vertex, string instances, string code) =>
        vertex.RefusedAsync("POST", "endpoints/e:predict", $$$$"""{"instances":{{{{instances}}}}}""", 400, code);
}
