using System.Text;
using System.Text.Json.Nodes;

namespace MlOps.Sdk.Testing.Tests.Emulator.Vertex;

public sealed class ModelTests
{
    [Fact]
    public async Task The_first_version_is_the_default_one_and_further_ones_count_up()
    {
        await using VertexConversation vertex = await VertexConversation.StartAsync();

        Assert.Equal("1", await vertex.UploadAsync("flights", 2, ",\"versionAliases\":[\"champion\"],\"labels\":{\"mlops-key\":\"k1\"}"));
        Assert.Equal("2", await vertex.UploadAsync("flights", 3, ",\"versionAliases\":[\"challenger\"],\"labels\":{\"mlops-key\":\"k2\"}"));

        JsonObject first = await vertex.SendAsync("GET", "models/flights");
        Assert.Equal(("1", "times 2"), ((string?)first["versionId"], (string?)first["displayName"]));
        Assert.Equal(["default", "champion"], Aliases(first));
        Assert.Equal(VertexConversation.Named + "models/flights", (string?)first["name"]);
        Assert.Equal("DEDICATED_RESOURCES", (string?)first["supportedDeploymentResourcesTypes"]![0]);
        Assert.Null(first["containerSpec"]);
        Assert.Equal("2", (string?)(await vertex.SendAsync("GET", "models/flights@2"))["versionId"]);
        Assert.Equal("2", (string?)(await vertex.SendAsync("GET", "models/flights%40challenger"))["versionId"]);
        await vertex.RefusedAsync("GET", "models/flights@3", null, 404, "NOT_FOUND");
        JsonObject found = await vertex.SendAsync("GET", "models/flights:listVersions?filter=labels.mlops-key%3D%22k2%22");
        Assert.Equal("2", (string?)found["models"]!.AsArray().Single()!["versionId"]);
        Assert.Equal("1", (string?)(await vertex.SendAsync("GET", "models?filter=display_name%3D%22times%202%22"))["models"]!.AsArray().Single()!["versionId"]);
    }

    [Fact]
    public async Task An_alias_lives_on_one_version_and_moves()
    {
        await using VertexConversation vertex = await VertexConversation.StartAsync();
        await vertex.UploadAsync("m", 2, ",\"versionAliases\":[\"champion\"]");
        await vertex.UploadAsync("m", 3, ",\"versionAliases\":[\"champion\"]");
        Assert.Equal(["default"], Aliases(await vertex.SendAsync("GET", "models/m@1")));

        JsonObject merged = await vertex.SendAsync("POST", "models/m@1:mergeVersionAliases", """{"versionAliases":["champion","both","-both","-none"]}""");

        Assert.Equal(["default", "champion"], Aliases(merged));
        Assert.Empty(Aliases(await vertex.SendAsync("GET", "models/m@2")));
        await vertex.SendAsync("POST", "models/m@2:mergeVersionAliases", """{"versionAliases":["default"]}""");
        Assert.Equal("2", (string?)(await vertex.SendAsync("GET", "models/m"))["versionId"]);
        await vertex.RefusedAsync("POST", "models/m@2:mergeVersionAliases", """{"versionAliases":["-default"]}""", 400, "INVALID_ARGUMENT");
        await vertex.RefusedAsync("POST", "models/m@champion:mergeVersionAliases", """{"versionAliases":["a"]}""", 400, "INVALID_ARGUMENT");
        await vertex.RefusedAsync("POST", "models/m@1:mergeVersionAliases", """{"versionAliases":["7"]}""", 400, "INVALID_ARGUMENT");
    }

    [Fact]
    public async Task Artifacts_are_copied_at_upload_so_that_later_changes_change_nothing()
    {
        await using VertexConversation vertex = await VertexConversation.StartAsync();
        MlOps.Sdk.Testing.Emulator.Storage.ObjectStore objects = vertex.Emulator.State.Objects;
        objects.CreateBucket("mine");
        objects.Put("mine", "run/model/a.txt", Encoding.UTF8.GetBytes("before"), "text/plain");
        objects.Put("mine", "run/model/deep/b.txt", Encoding.UTF8.GetBytes("deep"), "text/plain");
        await vertex.UploadAsync("m", 1, ",\"artifactUri\":\"gs://mine/run/model\"");
        objects.Put("mine", "run/model/a.txt", Encoding.UTF8.GetBytes("after"), "text/plain");
        await vertex.CreateEndpointAsync("e");
        await vertex.SucceededAsync("POST", "endpoints/e:deployModel", VertexConversation.Deployment("1", "m", "{\"0\":100}"));

        string uri = (string)(await vertex.PredictAsync("e", "[\"env\"]"))["predictions"]![0]!["AIP_STORAGE_URI"]!;

        Assert.NotEqual("gs://mine/run/model", uri);
        (string bucket, string name) = MlOps.Sdk.Testing.Emulator.Storage.ObjectStore.Parse(uri + "/a.txt");
        Assert.Equal("before", Encoding.UTF8.GetString(objects.Find(bucket, name)!.Read()));
        Assert.Equal("deep", Encoding.UTF8.GetString(objects.Find(bucket, name.Replace("a.txt", "deep/b.txt", StringComparison.Ordinal))!.Read()));
        Assert.Equal("gs://mine/run/model", (string?)(await vertex.SendAsync("GET", "models/m"))["artifactUri"]);
    }

    [Theory]
    [InlineData("\"artifactUri\":\"gs://nowhere/model\",", "img/serve", 9, "no files under the given artifact_uri")]
    [InlineData("", "img/unknown", 5, "Image img/unknown not found")]
    public async Task An_upload_that_fails_does_so_in_its_operation_and_leaves_no_model(string artifact, string image, int code, string message)
    {
        await using VertexConversation vertex = await VertexConversation.StartAsync();

        JsonObject operation = await vertex.DoneAsync(
            "POST", "models:upload", $$$$"""{"modelId":"m","model":{"displayName":"m",{{{{artifact}}}}"containerSpec":{"imageUri":"{{{{image}}}}"}}}""");

        Assert.Equal(code, (int)operation["error"]!["code"]!);
        Assert.Contains(message, (string)operation["error"]!["message"]!, StringComparison.Ordinal);
        await vertex.RefusedAsync("GET", "models/m", null, 404, "NOT_FOUND");
        Assert.Equal("1", await vertex.UploadAsync("m", 1));
    }

    [Fact]
    public async Task A_models_id_can_be_had_once()
    {
        await using VertexConversation vertex = await VertexConversation.StartAsync();
        await vertex.UploadAsync("m", 1);

        await vertex.RefusedAsync(
            "POST", "models:upload", """{"modelId":"m","model":{"displayName":"m","containerSpec":{"imageUri":"img/serve"}}}""", 409, "ALREADY_EXISTS");
    }

    [Theory]
    [InlineData("""{"modelId":"M","model":{"displayName":"m","containerSpec":{"imageUri":"i"}}}""", "model_id")]
    [InlineData("""{"modelId":"1m","model":{"displayName":"m","containerSpec":{"imageUri":"i"}}}""", "model_id")]
    [InlineData("""{"modelId":"m","parentModel":"projects/p/locations/europe-west4/models/m","model":{"displayName":"m","containerSpec":{"imageUri":"i"}}}""", "model_id")]
    [InlineData("""{"model":{"containerSpec":{"imageUri":"i"}}}""", "model.display_name; Message: Required")]
    [InlineData("""{"model":{"displayName":"m"}}""", "model.container_spec; Message: Required")]
    [InlineData("""{"model":{"displayName":"m","containerSpec":{"predictRoute":"/p"}}}""", "model.container_spec.image_uri; Message: Required")]
    [InlineData("""{"model":{"displayName":"m","containerSpec":{"imageUri":"i","predictRoute":"p"}}}""", "predict_route")]
    [InlineData("""{"model":{"displayName":"m","containerSpec":{"imageUri":"i","env":[{"name":"AIP_X","value":"1"}]}}}""", "reserved")]
    [InlineData("""{"model":{"displayName":"m","versionAliases":["Champion"],"containerSpec":{"imageUri":"i"}}}""", "alias 'Champion'")]
    [InlineData("""{"model":{"displayName":"m","versionId":"3","containerSpec":{"imageUri":"i"}}}""", "model.version_id; Message: Field is output only")]
    [InlineData("""{"model":{"displayName":"m","artifactUri":"/gcs/b/m","containerSpec":{"imageUri":"i"}}}""", "artifact_uri")]
    [InlineData("""{"model":{"displayName":"m","labels":{"Team":"x"},"containerSpec":{"imageUri":"i"}}}""", "label key 'Team'")]
    public async Task An_upload_that_breaks_a_rule_is_refused(string body, string message)
    {
        await using VertexConversation vertex = await VertexConversation.StartAsync();

        Assert.Contains(message, await vertex.RefusedAsync("POST", "models:upload", body, 400, "INVALID_ARGUMENT"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Neither_the_default_version_nor_one_that_is_deployed_can_be_deleted()
    {
        await using VertexConversation vertex = await VertexConversation.StartAsync();
        await vertex.UploadAsync("m", 1);
        await vertex.UploadAsync("m", 2);
        await vertex.UploadAsync("m", 3);
        await vertex.CreateEndpointAsync("e");
        await vertex.SucceededAsync("POST", "endpoints/e:deployModel", VertexConversation.Deployment("7", "m@2"));

        Assert.Contains("default", await vertex.RefusedAsync("DELETE", "models/m@1:deleteVersion", null, 400, "FAILED_PRECONDITION"), StringComparison.Ordinal);
        Assert.Contains("deployed", await vertex.RefusedAsync("DELETE", "models/m@2:deleteVersion", null, 400, "FAILED_PRECONDITION"), StringComparison.Ordinal);
        Assert.Contains("deployed", await vertex.RefusedAsync("DELETE", "models/m", null, 400, "FAILED_PRECONDITION"), StringComparison.Ordinal);
        Assert.Equal("7", (string?)(await vertex.SendAsync("GET", "models/m@2"))["deployedModels"]!.AsArray().Single()!["deployedModelId"]);
        await vertex.SucceededAsync("DELETE", "models/m@3:deleteVersion");
        await vertex.RefusedAsync("GET", "models/m@3", null, 404, "NOT_FOUND");
        await vertex.SucceededAsync("POST", "endpoints/e:undeployModel", """{"deployedModelId":"7"}""");
        await vertex.SucceededAsync("DELETE", "models/m");
        await vertex.RefusedAsync("GET", "models/m", null, 404, "NOT_FOUND");
    }

    [Fact]
    public async Task A_model_is_changed_by_its_mask_and_under_its_etag()
    {
        await using VertexConversation vertex = await VertexConversation.StartAsync();
        await vertex.UploadAsync("m", 1, ",\"description\":\"old\"");
        string etag = (string)(await vertex.SendAsync("GET", "models/m"))["etag"]!;

        JsonObject changed = await vertex.SendAsync("PATCH", "models/m?updateMask=description", $$$$"""{"description":"new","displayName":"ignored","etag":"{{{{etag}}}}"}""");

        Assert.Equal(("new", "times 1"), ((string?)changed["description"], (string?)changed["displayName"]));
        Assert.NotEqual(etag, (string?)changed["etag"]);
        await vertex.RefusedAsync("PATCH", "models/m?updateMask=description", $$$$"""{"description":"newer","etag":"{{{{etag}}}}"}""", 409, "ABORTED");
        await vertex.RefusedAsync("PATCH", "models/m?updateMask=container_spec", "{}", 400, "INVALID_ARGUMENT");
    }

    private static IEnumerable<string> Aliases(JsonObject model) => (model["versionAliases"] as JsonArray ?? []).Select(alias => (string)alias!);
}
