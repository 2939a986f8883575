using System.Text.Json.Nodes;

namespace MlOps.Sdk.Testing.Tests.Emulator.Vertex;

public sealed class OperationTests
{
    [Fact]
    public async Task An_operation_is_told_in_both_versions_and_can_be_deleted_when_it_is_done()
    {
        await using VertexConversation vertex = await VertexConversation.StartAsync();
        JsonObject done = await vertex.DoneAsync("POST", "endpoints?endpointId=e", """{"displayName":"e"}""");
        string name = (string)done["name"]!;

        Assert.Equal(done.ToJsonString(), (await vertex.SendAsync("GET", $"v1beta1/{name}")).ToJsonString());
        Assert.Equal("type.googleapis.com/google.cloud.aiplatform.v1.CreateEndpointOperationMetadata", (string?)done["metadata"]!["@type"]);
        Assert.NotNull(done["metadata"]!["genericMetadata"]!["updateTime"]);
        Assert.Equal(name, (string?)(await vertex.SendAsync("GET", "operations"))["operations"]!.AsArray().Single()!["name"]);
        await vertex.SendAsync("DELETE", $"v1/{name}");
        await vertex.RefusedAsync("GET", $"v1/{name}", null, 404, "NOT_FOUND");
    }

    [Fact]
    public async Task A_deployment_that_is_cancelled_ends_its_server()
    {
        await using VertexConversation vertex = await VertexConversation.StartAsync();
        await vertex.SucceededAsync(
            "POST", "models:upload", """{"modelId":"m","model":{"displayName":"m","containerSpec":{"imageUri":"img/serve","args":["--ill"]}}}""");
        await vertex.CreateEndpointAsync("e");
        JsonObject operation = await vertex.SendAsync("POST", "endpoints/e:deployModel", VertexConversation.Deployment("1", "m"));
        Assert.Null((await vertex.SendAsync("POST", $"v1/{operation["name"]}:wait?timeout=0.01s"))["done"]);

        await vertex.SendAsync("POST", $"v1/{operation["name"]}:cancel", "{}");

        JsonObject done = await vertex.SendAsync("POST", $"v1/{operation["name"]}:wait");
        Assert.Equal(1, (int)done["error"]!["code"]!);
        await vertex.SucceededAsync("DELETE", "endpoints/e");
    }
}
