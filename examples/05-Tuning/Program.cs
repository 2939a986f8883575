using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using MlOps.Sdk;
using MlOps.Sdk.Training;

await using ServiceProvider services = new ServiceCollection()
    .AddMlOps().AddLocal().AddConsole().AddReports()
    .Services.BuildServiceProvider();
try
{
    PipelineRun run = await services.GetRequiredService<PipelineRunner>().RunAsync(RainPipeline.Build());
    Tuning tuning = run.Product<Tuning>();
    Console.WriteLine("The best trials on all rows of the training years:");
    foreach (TunedTrial trial in tuning.Trials.Where(trial => trial.Rungs is [.., { Share: 1 }]).OrderByDescending(trial => trial.Rungs[^1].Score).Take(5))
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{trial.Number,4}  {trial.Rungs[^1].Score:0.000}  {trial.Origin,-7}  {trial.Learner}"));
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"AUC of the last year: {run.Evaluation!["AreaUnderRocCurve"]:0.000}"));
    return 0;
}
catch (PipelineRunException)
{
    // The console has said, stage by stage, what failed.
    return 1;
}
