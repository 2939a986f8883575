using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using MlOps.Sdk;
using MlOps.Sdk.GoogleCloud.Tests.Pipelines;

// dotnet MlOps.Sdk.CloudTarget.dll ROOT EMULATOR IMAGE [search]: runs the first example's pipeline on the emulator, or one that searches settings, and prints how
// good the model is.
await using ServiceProvider services = new ServiceCollection()
    .AddMlOps(options =>
    {
        options.Root = args[0];
        options.Platform = Platforms.GoogleCloud;
    })
    .AddLocal()
    .AddGoogleCloud(options =>
    {
        options.ProjectId = "my-project";
        options.Region = "europe-west4";
        options.Bucket = "my-bucket/mlops";
        options.Endpoint = args[1];
        options.WorkerImage = args[2];
        options.Retry.FirstDelay = TimeSpan.FromMilliseconds(10);
        options.Retry.MaxDelay = TimeSpan.FromMilliseconds(100);
    })
    .Services.BuildServiceProvider();
PipelineRun run = await services.GetRequiredService<PipelineRunner>().RunAsync(
    args.Length > 3 ? BirdStrikes.BuildSearched(tune => tune.Folds(2)) : StrikePipeline.Build());
Console.WriteLine(run.Evaluation!["AreaUnderRocCurve"].ToString("R", CultureInfo.InvariantCulture));
