using System.Diagnostics.Metrics;
using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace MlOps.Sdk.Serving.Tests.Http;

public sealed class ModelRoutesTests
{
    [Fact]
    public async Task A_get_describes_the_model()
    {
        await using ServingApp app = new();
        app.Deploy("birds", 3, Bundles.WriteMulticlass);
        await app.StartAsync(web => web.MapModel("birds"));

        (HttpStatusCode status, JsonElement model) = await app.GetAsync("/models/birds");

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(3, model.GetProperty("version").GetInt32());
        Assert.Equal("Multiclass", model.GetProperty("task").GetString());
        Assert.Equal("lightgbm", model.GetProperty("learner").GetString());
        Assert.Equal("birds", model.GetProperty("pipeline").GetString());
        Assert.Equal(0.75, model.GetProperty("metrics").GetProperty("test").GetProperty("Accuracy").GetDouble());
        Assert.Equal(JsonValueKind.Null, model.GetProperty("metrics").GetProperty("test").GetProperty("Precision").ValueKind);
        Assert.Equal(
            """{"name":"Engines","type":"Int64","nullable":true}""",
            JsonSerializer.Serialize(model.GetProperty("instance")[1]));
    }

    [Fact]
    public async Task The_application_s_health_is_that_of_its_worst_model()
    {
        await using ServingApp app = new();
        app.Builder.Services.AddHealthChecks().AddModels();
        app.Deploy("one", 1, Bundles.WriteBinary);
        await app.StartAsync(web =>
        {
            web.MapHealthChecks("/health");
            web.MapModel("one");
            web.MapModel("two", options => options.AwaitDeployment = true);
        });
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await StatusAsync(app, "/health"));

        app.Deploy("two", 1, Bundles.WriteBinary);
        app.Poll();

        Assert.Equal(HttpStatusCode.OK, await StatusAsync(app, "/health"));
    }

    [Fact]
    public async Task What_the_caller_requires_holds_for_every_route_of_the_model()
    {
        await using ServingApp app = new();
        app.Deploy("birds", 1, Bundles.WriteBinary);
        await app.StartAsync(web => web.MapModel("birds").WithMetadata(this));

        Assert.Equal(3, app.Endpoints().Count(endpoint => endpoint.Metadata.GetMetadata<ModelRoutesTests>() == this));
    }

    [Fact]
    public async Task A_group_of_the_application_puts_its_prefix_before_the_address()
    {
        await using ServingApp app = new();
        app.Deploy("birds", 1, Bundles.WriteBinary);
        await app.StartAsync(web => web.MapGroup("/v1").MapModel("birds"));

        Assert.Equal(HttpStatusCode.OK, (await app.PostAsync("/v1/models/birds:predict", """{"instances":[]}""")).Status);
        Assert.Equal(HttpStatusCode.OK, (await app.GetAsync("/v1/models/birds/health")).Status);
    }

    [Fact]
    public async Task Wrong_options_are_reported_all_at_once()
    {
        await using ServingApp app = new();

        ArgumentException exception = await Assert.ThrowsAsync<ArgumentException>(() => app.StartAsync(web => web.MapModel("../birds", options =>
        {
            options.Pattern = "/models/{name}";
            options.PollInterval = TimeSpan.Zero;
            options.MaxRequestBytes = 0;
        })));

        Assert.Contains("'/models/{name}' is not an address", exception.Message, StringComparison.Ordinal);
        Assert.Contains("PollInterval: must be at least 10 ms, was 0 ms.", exception.Message, StringComparison.Ordinal);
        Assert.Contains("MaxRequestBytes: must be positive, was 0.", exception.Message, StringComparison.Ordinal);
        Assert.Contains("'../birds' can't name an endpoint", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Requests_and_instances_are_counted()
    {
        await using ServingApp app = new();
        app.Deploy("counted", 5, Bundles.WriteBinary);
        await app.StartAsync(web => web.MapModel("counted"));
        List<(string Instrument, double Value, string Tags)> measured = [];
        using MeterListener listener = new();
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Meter.Name == "MlOps.Sdk" && instrument.Name.StartsWith("mlops.serving.", StringComparison.Ordinal))
                self.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Add(instrument, value, tags));
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, value, tags));
        listener.Start();

        await app.PredictAsync("""[{"Speed":1},{"Speed":2}]""", "counted");
        await app.PredictAsync("""[{"Speed":"x"}]""", "counted");

        lock (measured)
        {
            Assert.Equal(
                ["mlops.endpoint=counted,mlops.model.version=5,http.response.status_code=200", "mlops.endpoint=counted,mlops.model.version=5,http.response.status_code=400"],
                measured.Where(one => one.Instrument == "mlops.serving.request.duration").Select(one => one.Tags));
            Assert.Equal(2, Assert.Single(measured, one => one.Instrument == "mlops.serving.instances").Value);
        }

        void Add(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            string text = string.Join(',', tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}"));
            lock (measured)
            {
                if (text.Contains("counted", StringComparison.Ordinal))
                    measured.Add((instrument.Name, value, text));
            }
        }
    }

    private static async Task<HttpStatusCode> StatusAsync(ServingApp app, string address)
    {
        using HttpResponseMessage response = await app.Client.GetAsync(address, TestContext.Current.CancellationToken);
        return response.StatusCode;
    }
}
