using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;

namespace MlOps.Sdk.Serving.Tests.Http;

public sealed class PredictTests
{
    [Fact]
    public async Task A_binary_model_answers_label_and_probability()
    {
        await using ServingApp app = new();
        app.Deploy("birds", 3, Bundles.WriteBinary);
        await app.StartAsync(web => web.MapModel("birds"));

        (HttpStatusCode status, JsonElement body) = await app.PredictAsync("""[{"Speed":100},{"Speed":100.5,"Engines":2,"Make":"Cessna","Seen":null}]""");

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(
            """{"modelVersion":3,"predictions":[{"predictedLabel":false,"probability":0.11920292},{"predictedLabel":true,"probability":0.8807971}]}""",
            body.GetRawText());
    }

    [Fact]
    public async Task A_multiclass_model_answers_a_probability_for_each_class()
    {
        await using ServingApp app = new();
        app.Deploy("birds", 1, Bundles.WriteMulticlass);
        await app.StartAsync(web => web.MapModel("birds"));

        (_, JsonElement body) = await app.PredictAsync("""[{"Speed":1,"Engines":1,"Make":"Boeing"}]""");

        JsonElement prediction = body.GetProperty("predictions")[0];
        Assert.Equal("Chin\"strap", prediction.GetProperty("predictedLabel").GetString());
        Assert.Equal(["Adelie", "Chin\"strap", "Gentoo é"], prediction.GetProperty("probabilities").EnumerateObject().Select(property => property.Name));
        Assert.Equal(Math.E / (Math.E + 2), prediction.GetProperty("probabilities").GetProperty("Chin\"strap").GetDouble(), precision: 6);
    }

    [Fact]
    public async Task A_regression_answers_a_value()
    {
        await using ServingApp app = new();
        app.Deploy("birds", 1, folder => Bundles.WriteRegression(folder, bias: 0.25));
        await app.StartAsync(web => web.MapModel("birds"));

        (_, JsonElement body) = await app.PredictAsync("""[{"Speed":1.5,"Engines":2}]""");

        Assert.Equal("""[{"value":21.75}]""", body.GetProperty("predictions").GetRawText());
    }

    [Theory]
    [InlineData("tr-TR")]
    [InlineData("de-DE")]
    public async Task Order_case_and_culture_do_not_change_a_prediction(string culture)
    {
        CultureInfo? before = CultureInfo.DefaultThreadCurrentCulture;
        CultureInfo.DefaultThreadCurrentCulture = CultureInfo.GetCultureInfo(culture);
        try
        {
            await using ServingApp app = new();
            app.Deploy("birds", 1, folder => Bundles.WriteRegression(folder, bias: 1_234.5));
            await app.StartAsync(web => web.MapModel("birds"));

            (_, JsonElement body) = await app.PredictAsync(
                """[{"Speed":1.5,"Engines":2,"Make":"Cessna"},{"Make":"Cessna","Engines":2,"Speed":1.5},{"ENGINES":2e0,"make":"Cessna","sPeed":15e-1}]""");

            Assert.Equal(Enumerable.Repeat(1256.0, 3), Values(body));
        }
        finally
        {
            CultureInfo.DefaultThreadCurrentCulture = before;
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(20_000)]
    public async Task A_batch_is_answered_in_its_order(int count)
    {
        await using ServingApp app = new();
        app.Deploy("birds", 1, folder => Bundles.WriteRegression(folder));
        await app.StartAsync(web => web.MapModel("birds"));
        string instances = string.Join(',', Enumerable.Range(0, count).Select(i => FormattableString.Invariant($$"""{"Speed":{{i}},"Engines":0,"Make":"number {{i}}"}""")));

        (HttpStatusCode status, JsonElement body) = await app.PredictAsync($"[{instances}]");

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(Enumerable.Range(0, count).Select(i => (double)i), Values(body));
    }

    [Fact]
    public async Task A_body_may_come_in_pieces_and_begin_with_a_byte_order_mark()
    {
        await using ServingApp app = new();
        app.Deploy("birds", 1, folder => Bundles.WriteRegression(folder));
        await app.StartAsync(web => web.MapModel("birds"));
        byte[] body = Encoding.UTF8.GetBytes("\uFEFF" + """{"instances":[{"Speed":7,"Engines":0,"Make":"Zürich"}]}""");
        StreamContent content = new(new DripStream(body));
        content.Headers.ContentType = new("application/json") { CharSet = "utf-8" };

        (HttpStatusCode status, JsonElement answer) = await app.PostAsync("/models/birds:predict", content);

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal([7], Values(answer));
    }

    [Fact]
    public async Task A_fixed_bundle_is_served_without_a_version_under_an_address_of_choice()
    {
        await using ServingApp app = new();
        string bundle = Path.Combine(app.Root, "my-bundle");
        Bundles.WriteRegression(bundle);
        await app.StartAsync(web => web.MapModel("birds", options => (options.Bundle, options.Pattern) = (bundle, "/api/strikes")));

        (HttpStatusCode status, JsonElement body) = await app.PostAsync("/api/strikes:predict", """{"instances":[{"Speed":7,"Engines":0}]}""");

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal("""{"predictions":[{"value":7}]}""", body.GetRawText());
    }

    [Fact]
    public async Task Several_models_are_served_side_by_side()
    {
        await using ServingApp app = new();
        app.Deploy("one", 1, folder => Bundles.WriteRegression(folder, bias: 1));
        app.Deploy("two.b_2", 1, folder => Bundles.WriteRegression(folder, bias: 2));
        await app.StartAsync(web =>
        {
            web.MapModel("one");
            web.MapModel("two.b_2");
        });

        Assert.Equal([1], Values((await app.PredictAsync("""[{"Speed":0,"Engines":0}]""", "one")).Body));
        Assert.Equal([2], Values((await app.PredictAsync("""[{"Speed":0,"Engines":0}]""", "two.b_2")).Body));
    }

    private static IEnumerable<double> Values(JsonElement body) =>
        body.GetProperty("predictions").EnumerateArray().Select(prediction => prediction.GetProperty("value").GetDouble()).ToList();

    /// <summary>Hands out one byte at a time, each as a chunk of its own.</summary>
    private sealed class DripStream(byte[] bytes) : MemoryStream(bytes)
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            await Task.Yield();
            return await base.ReadAsync(buffer[..Math.Min(buffer.Length, 1)], cancellationToken);
        }
    }
}
