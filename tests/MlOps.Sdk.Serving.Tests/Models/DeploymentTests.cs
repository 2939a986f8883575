using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;
using MlOps.Sdk.Deployments;
using MlOps.Sdk.Models;

namespace MlOps.Sdk.Serving.Tests.Models;

public sealed class DeploymentTests
{
    private const string Still = """[{"Speed":0,"Engines":0}]""";

    [Fact]
    public async Task A_new_deployment_takes_over_without_a_restart()
    {
        await using ServingApp app = new();
        app.Deploy("birds", 1, folder => Bundles.WriteRegression(folder, bias: 1));
        await app.StartAsync(web => web.MapModel("birds"));
        Assert.Equal((1, 1), await VersionAndValueAsync(app));

        app.Deploy("birds", 2, folder => Bundles.WriteRegression(folder, bias: 2));
        app.Poll();

        Assert.Equal((2, 2), await VersionAndValueAsync(app));
        Assert.Contains(app.Log.Lines, line => line.Id == 3000 && line.Message.StartsWith("birds serves birds version 2", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_deployment_whose_golden_rows_differ_is_refused_and_the_old_one_goes_on()
    {
        await using ServingApp app = new();
        app.Deploy("birds", 1, folder => Bundles.WriteRegression(folder, bias: 1));
        await app.StartAsync(web => web.MapModel("birds"));

        app.Deploy("birds", 2, folder =>
        {
            // The golden rows are those of another model; every hash is right.
            Bundles.WriteRegression(folder, bias: 2);
            string other = Directory.CreateTempSubdirectory().FullName;
            Bundles.WriteRegression(other, bias: 3);
            ModelBundle bundle = ModelBundle.Open(folder);
            ModelBundleWriter.Write(folder, bundle.Manifest with { Files = [] }, Bundles.Regression(bias: 2), ModelBundle.Open(other).ReadGolden());
            Directory.Delete(other, recursive: true);
        });
        app.Poll();

        Assert.Equal((1, 1), await VersionAndValueAsync(app));
        (LogLevel Level, int Id, string Message) error = Assert.Single(app.Log.Lines, line => line.Level == LogLevel.Error);
        Assert.StartsWith("birds does not take over its new deployment and goes on serving birds version 1: ", error.Message, StringComparison.Ordinal);
        Assert.Contains("golden row 0", error.Message, StringComparison.Ordinal);

        (HttpStatusCode status, JsonElement health) = await app.GetAsync("/models/birds/health");
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal("Degraded", health.GetProperty("status").GetString());
        Assert.Contains("golden row 0", health.GetProperty("problem").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_changed_byte_is_refused_and_a_restored_bundle_is_taken_over_later()
    {
        await using ServingApp app = new();
        app.Deploy("birds", 1, folder => Bundles.WriteRegression(folder, bias: 1));
        await app.StartAsync(web => web.MapModel("birds"));
        string scorer = Path.Combine(app.Deploy("birds", 2, folder => Bundles.WriteRegression(folder, bias: 2)), ModelBundle.ScorerFile);
        byte[] sound = File.ReadAllBytes(scorer);
        File.WriteAllBytes(scorer, [.. sound.Select((value, index) => index == 40 ? (byte)(value ^ 1) : value)]);

        app.Poll();
        app.Poll();
        Assert.Equal((1, 1), await VersionAndValueAsync(app));
        Assert.Single(app.Log.Lines, line => line.Level == LogLevel.Error);

        File.WriteAllBytes(scorer, sound);
        app.Poll();
        Assert.Equal((1, 1), await VersionAndValueAsync(app));
        app.Time.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal((2, 2), await VersionAndValueAsync(app));
        Assert.Equal("Healthy", (await app.GetAsync("/models/birds/health")).Body.GetProperty("status").GetString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("not json")]
    [InlineData("""{"endpoint":"birds","model":"birds","version":2,"bundle":"nowhere","digest":"d"}""")]
    public async Task A_damaged_file_of_the_endpoint_leaves_the_old_model(string text)
    {
        await using ServingApp app = new();
        app.Deploy("birds", 1, folder => Bundles.WriteRegression(folder, bias: 1));
        await app.StartAsync(web => web.MapModel("birds"));

        await File.WriteAllTextAsync(EndpointFile.PathOf(app.Root, "birds"), text, TestContext.Current.CancellationToken);
        app.Poll();

        Assert.Equal((1, 1), await VersionAndValueAsync(app));
        Assert.Equal("Degraded", (await app.GetAsync("/models/birds/health")).Body.GetProperty("status").GetString());
    }

    [Fact]
    public async Task A_removed_deployment_goes_on_being_served_and_health_tells()
    {
        await using ServingApp app = new();
        app.Deploy("birds", 1, folder => Bundles.WriteRegression(folder, bias: 1));
        await app.StartAsync(web => web.MapModel("birds"));

        Directory.Delete(EndpointFile.FolderOf(app.Root), recursive: true);
        app.Poll();

        Assert.Equal((1, 1), await VersionAndValueAsync(app));
        Assert.Contains("nothing is deployed", (await app.GetAsync("/models/birds/health")).Body.GetProperty("problem").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_deployment_the_application_does_not_start_and_is_told_why()
    {
        await using ServingApp app = new();
        app.Deploy("bird-strikes", 1, folder => Bundles.WriteRegression(folder));

        InvalidOperationException exception =
            await Assert.ThrowsAsync<InvalidOperationException>(() => app.StartAsync(web => web.MapModel("birds")));

        Assert.Equal(
            $"MapModel(\"birds\"): nothing is deployed: there is no {EndpointFile.PathOf(app.Root, "birds")}. The endpoints there are bird-strikes. "
            + "Run a pipeline with .Deploy(\"birds\"), set MlOps:Root to the folder that it deployed to, or set AwaitDeployment to start without a model.",
            exception.Message);
    }

    [Fact]
    public async Task An_unsound_deployment_stops_the_start()
    {
        await using ServingApp app = new();
        File.Delete(Path.Combine(app.Deploy("birds", 1, folder => Bundles.WriteRegression(folder)), ModelBundle.GoldenFile));

        InvalidOperationException exception =
            await Assert.ThrowsAsync<InvalidOperationException>(() => app.StartAsync(web => web.MapModel("birds")));

        Assert.Contains(ModelBundle.GoldenFile, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_application_that_awaits_its_first_deployment_answers_503_until_then()
    {
        await using ServingApp app = new();
        await app.StartAsync(web => web.MapModel("birds", options => options.AwaitDeployment = true));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await app.PredictAsync(Still)).Status);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await app.GetAsync("/models/birds")).Status);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await app.GetAsync("/models/birds/health")).Status);

        app.Deploy("birds", 1, folder => Bundles.WriteRegression(folder, bias: 1));
        app.Poll();

        Assert.Equal(HttpStatusCode.OK, (await app.GetAsync("/models/birds/health")).Status);
        Assert.Equal((1, 1), await VersionAndValueAsync(app));
    }

    private static async Task<(int Version, double Value)> VersionAndValueAsync(ServingApp app)
    {
        (HttpStatusCode status, JsonElement body) = await app.PredictAsync(Still);
        Assert.Equal(HttpStatusCode.OK, status);
        return (body.GetProperty("modelVersion").GetInt32(), body.GetProperty("predictions")[0].GetProperty("value").GetDouble());
    }
}
