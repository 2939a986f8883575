using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace MlOps.Sdk.Serving.Tests.Skew;

/// <summary>An application on a real Kestrel that serves what a pipeline has deployed, in a culture of its own.</summary>
internal sealed class ServedModelApp : IAsyncDisposable
{
    private const int RowsPerRequest = 100;

    private readonly WebApplication _app;
    private readonly HttpClient _client;

    private ServedModelApp(WebApplication app)
    {
        _app = app;
        _client = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
    }

    public static async Task<ServedModelApp> StartAsync(string root, CultureInfo culture)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseKestrel().UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        WebApplication app = builder.Build();
        app.Use((context, next) =>
        {
            // As request localization does it.
            CultureInfo.CurrentCulture = culture;
            return next(context);
        });
        app.MapModel("skew", options =>
        {
            options.Root = root;
            options.AllowUnknownProperties = true;
        });
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new(app);
    }

    /// <summary>The probability of true for each instance.</summary>
    public async Task<float[]> PredictAsync(IEnumerable<JsonObject> instances)
    {
        List<float> probabilities = [];
        foreach (JsonObject[] chunk in instances.Chunk(RowsPerRequest))
        {
            string body = $$"""{"instances":[{{string.Join(",", chunk.Select(row => row.ToJsonString()))}}]}""";
            using HttpResponseMessage response = await _client.PostAsync(
                "/models/skew:predict", new StringContent(body, Encoding.UTF8, "application/json"), TestContext.Current.CancellationToken);
            string answer = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            Assert.True(response.IsSuccessStatusCode, answer);
            using JsonDocument json = JsonDocument.Parse(answer);
            probabilities.AddRange(json.RootElement.GetProperty("predictions").EnumerateArray().Select(row => row.GetProperty("probability").GetSingle()));
        }

        return [.. probabilities];
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _app.DisposeAsync();
    }
}
