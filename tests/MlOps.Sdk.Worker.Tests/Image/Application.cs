using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using MlOps.Sdk.Building;
using MlOps.Sdk.Clients;
using MlOps.Sdk.Testing;
using MlOps.Sdk.Training;

namespace MlOps.Sdk.Worker.Tests.Image;

/// <summary>An application whose worker is a container image: on an emulator of Google Cloud which runs images by podman.</summary>
internal sealed class Application : IAsyncDisposable
{
    private readonly DirectoryInfo _folder;
    private readonly ServiceProvider _services;

    private Application(GoogleCloudEmulator? google, string image)
    {
        Google = google;
        _folder = Directory.CreateTempSubdirectory("mlops-application-");
        MlOpsBuilder builder = new ServiceCollection()
            .AddMlOps(options =>
            {
                options.Root = Path.Combine(_folder.FullName, ".mlops");
                options.Platform = google is null ? Platforms.Local : Platforms.GoogleCloud;
            })
            .AddLocal();
        if (google is not null)
        {
            builder.AddGoogleCloud(options =>
            {
                options.ProjectId = "my-project";
                options.Region = "europe-west4";
                options.Bucket = "my-bucket";
                options.Endpoint = google.Address.ToString();
                options.Transform = TransformEngine.BigQuery;
                options.WorkerImage = image;
            });
        }

        _services = builder.Services.BuildServiceProvider();
    }

    public static CancellationToken Token => TestContext.Current.CancellationToken;

    public GoogleCloudEmulator? Google { get; }

    public IServiceProvider Services => _services;

    public IVertexAi Vertex => Services.GetRequiredService<IVertexAi>();

    /// <param name="image">The published image, and podman.</param>
    /// <param name="name">The worker's image; null for the published one.</param>
    public static async Task<Application> StartAsync(WorkerImage image, string? name = null)
    {
        IReadOnlyList<string> engine = image.Podman.Line;
        return new Application(await GoogleCloudEmulator.StartAsync(options => options.ContainerEngine = engine), name ?? image.Name);
    }

    /// <summary>On an emulator, which ends with it.</summary>
    public static Application On(GoogleCloudEmulator google, string image) => new(google, image);

    /// <summary>The same application without the cloud.</summary>
    public static Application OnThisMachine() => new(null, "");

    /// <summary>Whether a bird strike did damage, as a learner learns it from the first example's data.</summary>
    public static Pipeline Strikes(Learner learner, int trials = 0)
    {
        LearningBuilder<Strike, BinaryMetrics> Learn(LearningBuilder<Strike, BinaryMetrics> learn) =>
            trials == 0 ? learn.Try(learner) : learn.Try(learner).Tune(trials, tune => tune.Folds(2));
        return new PipelineBuilder("strikes")
            .Ingest(Source.Csv<Strike>(Path.Combine(AppContext.BaseDirectory, "birdstrikes.csv")))
            .Stage("strikes", stage => stage.SplitByHash(s => new { s.FlightDate, s.AirportName, s.AircraftMakeModel, s.WildlifeSpecies }, test: 0.2))
            .Train(learn => Learn(learn
                .Binary(label: s => s.EffectAmountOfDamage != "None")
                .Features(s => new
                {
                    Knots = Feature.Standardize(s.SpeedIASInKnots),
                    s.FlightDate.Month,
                    Phase = Feature.Vocabulary(s.PhaseOfFlight, size: 10),
                    Size = Feature.Vocabulary(s.WildlifeSize, size: 5),
                    Species = Feature.Vocabulary(s.WildlifeSpecies, size: 40),
                }))
                .Require(m => m.AreaUnderRocCurve >= 0.7))
            .Deploy("strikes")
            .Build();
    }

    public Task<PipelineRun> RunAsync(Pipeline pipeline) => Services.GetRequiredService<PipelineRunner>().RunAsync(pipeline, Token);

    public async Task<double> PredictAsync(JsonElement instance) =>
        (await Vertex.Endpoints.PredictAsync("strikes", [instance], parameters: null, Token)).Predictions.Single().GetProperty("probability").GetDouble();

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        if (Google is not null)
            await Google.DisposeAsync();
        foreach (FileInfo file in _folder.EnumerateFiles("*", SearchOption.AllDirectories))
            file.IsReadOnly = false;
        _folder.Delete(recursive: true);
    }
}
