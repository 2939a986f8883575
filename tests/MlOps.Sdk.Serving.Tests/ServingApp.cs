using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using MlOps.Sdk.Deployments;

namespace MlOps.Sdk.Serving.Tests;

/// <summary>An application on a real Kestrel, with a root folder of its own.</summary>
internal sealed class ServingApp : IAsyncDisposable
{
    private WebApplication? _app;

    public ServingApp()
    {
        Root = Directory.CreateTempSubdirectory("mlops-serving-").FullName;
        Builder = WebApplication.CreateSlimBuilder();
        Builder.WebHost.UseKestrel().UseUrls("http://127.0.0.1:0");
        Builder.Configuration["MlOps:Root"] = Root;
        Builder.Logging.ClearProviders().AddProvider(Log).SetMinimumLevel(LogLevel.Warning).AddFilter("MlOps", LogLevel.Debug);
        Builder.Services.AddSingleton<TimeProvider>(Time);
    }

    public string Root { get; }

    public WebApplicationBuilder Builder { get; }

    public FakeTimeProvider Time { get; } = new();

    public LogLines Log { get; } = new();

    public HttpClient Client { get; private set; } = null!;

    /// <summary>What a local deployment does: the bundle in a folder, then the endpoint's file.</summary>
    public string Deploy(string endpoint, int version, Action<string> writeBundle)
    {
        string bundle = $"artifacts/{endpoint}-{version}-{Guid.NewGuid():N}";
        writeBundle(Path.Combine(Root, bundle));
        new EndpointFile(endpoint, "birds", version, bundle, $"digest-{version}").Write(Root);
        return Path.Combine(Root, bundle);
    }

    /// <summary>Lets the time pass after which the application looks for new deployments.</summary>
    public void Poll() => Time.Advance(TimeSpan.FromSeconds(1));

    public async Task StartAsync(Action<WebApplication> map)
    {
        _app = Builder.Build();
        map(_app);
        await _app.StartAsync(TestContext.Current.CancellationToken);
        Client = new HttpClient { BaseAddress = new Uri(_app.Urls.First()) };
    }

    public IReadOnlyList<Microsoft.AspNetCore.Http.Endpoint> Endpoints() => ((IEndpointRouteBuilder)_app!).DataSources.SelectMany(source => source.Endpoints).ToList();

    public Task<(HttpStatusCode Status, JsonElement Body)> PredictAsync(string instances, string endpoint = "birds") =>
        PostAsync($"/models/{endpoint}:predict", $$"""{"instances":{{instances}}}""");

    public Task<(HttpStatusCode Status, JsonElement Body)> PostAsync(string address, string body) =>
        PostAsync(address, new StringContent(body, Encoding.UTF8, "application/json"));

    public async Task<(HttpStatusCode Status, JsonElement Body)> PostAsync(string address, HttpContent content)
    {
        using HttpResponseMessage response = await Client.PostAsync(address, content, TestContext.Current.CancellationToken);
        return (response.StatusCode, await ReadAsync(response));
    }

    public async Task<(HttpStatusCode Status, JsonElement Body)> GetAsync(string address)
    {
        using HttpResponseMessage response = await Client.GetAsync(address, TestContext.Current.CancellationToken);
        return (response.StatusCode, await ReadAsync(response));
    }

    public async ValueTask DisposeAsync()
    {
        Client?.Dispose();
        if (_app is not null)
            await _app.DisposeAsync();
        Directory.Delete(Root, recursive: true);
    }

    private static async Task<JsonElement> ReadAsync(HttpResponseMessage response)
    {
        byte[] body = await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        return body.Length == 0 ? default : JsonDocument.Parse(body).RootElement;
    }
}
