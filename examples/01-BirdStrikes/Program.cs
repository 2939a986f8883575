using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using MlOps.Sdk;

Pipeline pipeline = StrikePipeline.Build();

await using ServiceProvider services = new ServiceCollection()
    .AddMlOps().AddLocal().AddConsole().AddReports()
    .Services.BuildServiceProvider();
try
{
    PipelineRun run = await services.GetRequiredService<PipelineRunner>().RunAsync(pipeline);
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"AUC {run.Evaluation!["AreaUnderRocCurve"]:0.000}"));
    return 0;
}
catch (PipelineRunException)
{
    // The console has said, stage by stage, what failed.
    return 1;
}
