using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using MlOps.Sdk.GoogleCloud.Tests.Conformance;
using MlOps.Sdk.GoogleCloud.Tests.Pipelines;
using MlOps.Sdk.Stages;
using MlOps.Sdk.Testing;
using MlOps.Sdk.Training;

namespace MlOps.Sdk.GoogleCloud.Tests.Training;

/// <summary>An emulator on which trainings run in BigQuery.</summary>
internal sealed class BigQueryBench : IAsyncDisposable
{
    private BigQueryBench(GoogleCloudEmulator google) => (Google, Fixture) = (google, StageFixture.Of((services, root) => services
        .AddMlOps(options => options.Root = root)
        .AddLocal()
        .AddGoogleCloud(options => CloudRun.Configure(options, google.Address))));

    public GoogleCloudEmulator Google { get; }

    public StageFixture Fixture { get; }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<BigQueryBench> StartAsync() => new(await CloudRun.StartEmulatorAsync());

    public T Service<T>()
        where T : notnull => Fixture.Services.GetRequiredService<T>();

    public Task<TrainedModel> TrainAsync(TrainingRequest request) =>
        Fixture.GoogleCloud<ITrainer>().TrainAsync(request, Fixture.Context("train", work: request), Token);

    /// <summary>A model's bundle as a folder.</summary>
    public Task<string> FolderAsync(TrainedModel model) => Fixture.Artifacts.FetchAsync(model.Bundle, Token);

    /// <summary>The statements in which a word stands, and that BigQuery has taken.</summary>
    public IReadOnlyList<string> Statements(string word) =>
    [
        .. Google.Exchanges.All.Where(exchange => exchange.Status == 200 && Says(exchange, word))
            .Select(exchange => JsonDocument.Parse(exchange.Body).RootElement.GetProperty("configuration").GetProperty("query").GetProperty("query").GetString()!),
    ];

    /// <summary>Whether a job is asked for in which a word stands.</summary>
    public static bool Says(Exchange exchange, string word) =>
        exchange.Method == "POST" && exchange.Target.Contains("/jobs", StringComparison.Ordinal) && Encoding.UTF8.GetString(exchange.Body).Contains(word, StringComparison.Ordinal);

    public async ValueTask DisposeAsync()
    {
        await Fixture.DisposeAsync();
        ExchangeLogs.Keep(Google);
        await Google.DisposeAsync();
    }
}
