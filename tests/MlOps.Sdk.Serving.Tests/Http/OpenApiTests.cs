using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace MlOps.Sdk.Serving.Tests.Http;

public sealed class OpenApiTests
{
    [Fact]
    public async Task The_document_shows_the_properties_of_this_very_model()
    {
        await using ServingApp app = new();
        app.Builder.Services.AddOpenApi();
        app.Deploy("bird-strikes", 1, Bundles.WriteBinary);
        app.Deploy("other", 7, Bundles.WriteMulticlass);
        await app.StartAsync(web =>
        {
            web.MapOpenApi();
            web.MapModel("bird-strikes");
            web.MapModel("other");
        });

        (HttpStatusCode status, JsonElement document) = await app.GetAsync("/openapi/v1.json");

        Assert.Equal(HttpStatusCode.OK, status);
        JsonElement operation = document.GetProperty("paths").GetProperty("/models/bird-strikes:predict").GetProperty("post");
        Assert.Equal("bird-strikes:predict", operation.GetProperty("operationId").GetString());
        Assert.Equal(["200", "400", "413", "415", "503"], operation.GetProperty("responses").EnumerateObject().Select(response => response.Name).Order());

        JsonElement instance = Follow(document, Schema(operation.GetProperty("requestBody")), "instances", "items");
        Assert.Equal(
            """{"Speed":{"type":"number","format":"double"},"Engines":{"type":["null","integer"],"format":"int64"},"Make":{"type":["null","string"]},"Seen":{"type":["null","string"],"format":"date-time"}}""",
            Compact(instance.GetProperty("properties")));
        Assert.Equal("""["Speed"]""", Compact(instance.GetProperty("required")));
        Assert.False(instance.GetProperty("additionalProperties").GetBoolean());

        JsonElement prediction = Follow(document, Schema(operation.GetProperty("responses").GetProperty("200")), "predictions", "items");
        Assert.Equal("boolean", prediction.GetProperty("properties").GetProperty("predictedLabel").GetProperty("type").GetString());
        Assert.Equal("number", prediction.GetProperty("properties").GetProperty("probability").GetProperty("type").GetString());

        JsonElement other = document.GetProperty("components").GetProperty("schemas").GetProperty("OtherPrediction").GetProperty("properties");
        Assert.Equal(["Adelie", "Chin\"strap", "Gentoo é"], other.GetProperty("predictedLabel").GetProperty("enum").EnumerateArray().Select(label => label.GetString()));
        Assert.Equal(3, other.GetProperty("probabilities").GetProperty("properties").EnumerateObject().Count());
        Assert.True(document.GetProperty("paths").GetProperty("/models/other").TryGetProperty("get", out _));
    }

    [Fact]
    public async Task The_document_follows_a_new_deployment()
    {
        await using ServingApp app = new();
        app.Builder.Services.AddOpenApi();
        await app.StartAsync(web =>
        {
            web.MapOpenApi();
            web.MapModel("birds", options => options.AwaitDeployment = true);
        });
        (_, JsonElement before) = await app.GetAsync("/openapi/v1.json");
        Assert.False(before.GetProperty("paths").GetProperty("/models/birds:predict").GetProperty("post").TryGetProperty("requestBody", out _));

        app.Deploy("birds", 1, folder => Bundles.WriteRegression(folder));
        app.Poll();

        (_, JsonElement after) = await app.GetAsync("/openapi/v1.json");
        Assert.True(after.GetProperty("components").GetProperty("schemas").GetProperty("BirdsPrediction").GetProperty("properties").TryGetProperty("value", out _));
    }

    private static JsonElement Schema(JsonElement body) => body.GetProperty("content").GetProperty("application/json").GetProperty("schema");

    private static JsonElement Follow(JsonElement document, JsonElement schema, string property, string items) =>
        Resolve(document, Resolve(document, schema).GetProperty("properties").GetProperty(property).GetProperty(items));

    private static JsonElement Resolve(JsonElement document, JsonElement schema)
    {
        if (!schema.TryGetProperty("$ref", out JsonElement reference))
            return schema;
        JsonElement target = document;
        foreach (string part in reference.GetString()!.Split('/').Skip(1))
            target = target.GetProperty(part);
        return target;
    }

    private static string Compact(JsonElement element) => JsonSerializer.Serialize(element);
}
