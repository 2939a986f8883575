// The pipeline of 01-BirdStrikes, unchanged, on Cloud Storage, Dataflow, BigQuery and Vertex AI. Against the emulator, with nothing but python3 installed:
//
//   dotnet run -c Release --project examples/03-SameOnGoogleCloud
//
// Against the cloud, after `gcloud auth application-default login` and `gcloud auth configure-docker europe-west4-docker.pkg.dev`; the worker's image is made
// by the .NET SDK, without a Dockerfile:
//
//   dotnet publish -t:PublishContainer src/MlOps.Sdk.Worker \
//     -p:ContainerRegistry=europe-west4-docker.pkg.dev -p:ContainerRepository=MY-PROJECT/mlops/worker -p:ContainerImageTag=1
//   dotnet run -c Release --project examples/03-SameOnGoogleCloud -- MY-PROJECT MY-BUCKET
using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using MlOps.Sdk;
using MlOps.Sdk.Clients;
using MlOps.Sdk.Testing;

// This line makes the program a worker of its own pipelines: the emulator starts it for training and for serving.
if (await Worker.RunAsync(args) is { } exitCode)
    return exitCode;

string project = args.Length > 0 ? args[0] : "my-project";
string image = $"europe-west4-docker.pkg.dev/{project}/mlops/worker:1";
await using GoogleCloudEmulator? emulator = args.Length > 0
    ? null
    : await GoogleCloudEmulator.StartAsync(options => options.Images[image] = ["dotnet", typeof(Strike).Assembly.Location]);
// The emulator forgets everything when it ends, and so must what this program remembers of it.
string root = emulator is null ? ".mlops" : Directory.CreateTempSubdirectory("mlops-").FullName;

await using ServiceProvider services = new ServiceCollection()
    .AddMlOps(options =>
    {
        options.Platform = Platforms.GoogleCloud;
        options.Root = root;
    })
    .AddLocal().AddConsole()
    .AddGoogleCloud(options =>
    {
        options.ProjectId = project;
        options.Region = "europe-west4";
        options.Bucket = args.Length > 1 ? args[1] : "my-bucket";
        options.WorkerImage = image;
        options.Endpoint = emulator?.Address.ToString();
    })
    .Services.BuildServiceProvider();

PipelineRunner runner = services.GetRequiredService<PipelineRunner>();
RunForecast forecast = await runner.PlanAsync(StrikePipeline.Build());
Console.WriteLine(forecast.Explain());
if (forecast.Problems.Count > 0)
    return 1;

try
{
    PipelineRun run = await runner.RunAsync(StrikePipeline.Build());
    JsonElement strike = JsonSerializer.SerializeToElement(new
    {
        FlightDate = "1999-07-04", AirportName = "DENVER INTL AIRPORT", OriginState = "Colorado", AircraftMakeModel = "B-737-300",
        AircraftAirlineOperator = "UNITED AIRLINES", PhaseOfFlight = "Climb", TimeOfDay = "Day", WildlifeSize = "Large",
        WildlifeSpecies = "Canada goose", SpeedIASInKnots = 180,
    });
    VertexPrediction answer = await services.GetRequiredService<IVertexAi>().Endpoints.PredictAsync("bird-strikes", [strike], parameters: null, default);
    Console.WriteLine($"the endpoint says {answer.Predictions[0]}");
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"AUC {run.Evaluation!["AreaUnderRocCurve"]:0.000}"));
    return 0;
}
catch (PipelineRunException)
{
    // The console has said, stage by stage, what failed.
    return 1;
}
