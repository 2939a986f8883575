using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using MlOps.Sdk;
using MlOps.Sdk.Lineage;
using MlOps.Sdk.Registry;

await using ServiceProvider services = new ServiceCollection()
    .AddMlOps().AddLocal().AddConsole().AddReports()
    .Services.BuildServiceProvider();
PipelineRunner runner = services.GetRequiredService<PipelineRunner>();
IModelRegistry registry = services.GetRequiredService<IModelRegistry>();
IAuditLog audit = services.GetRequiredService<IAuditLog>();
try
{
    // The first model has nobody to beat, the second one beats it, and for the third one there is not enough evidence.
    foreach (Learner learner in (Learner[])[Learner.LightGbm(trees: 3, leaves: 4), Learner.Linear(), Learner.LightGbm(leaves: 15, learningRate: 0.05)])
    {
        PipelineRun run = await runner.RunAsync(DamagePipeline.Build(learner));
        Console.WriteLine(run.Registration);
        Console.WriteLine();
    }

    // A person may go back at any time; the next run deploys the version that is live then.
    await registry.PromoteAsync("damage", 1, by: "ada", "to be looked at again", default);

    LiveState live = await audit.AsOfAsync(TimeProvider.System.GetUtcNow(), default);
    foreach (LiveAlias alias in live.Models)
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{alias.Alias} of {alias.Model}: version {alias.Version}, by {alias.By}"));
    AuditVerification verified = await audit.VerifyAsync(null, default);
    Console.WriteLine(verified.Fault?.Problem ?? $"The audit log is sound; its anchor is {verified.Checked}");
    return 0;
}
catch (PipelineRunException)
{
    // The console has said, stage by stage, what failed.
    return 1;
}
