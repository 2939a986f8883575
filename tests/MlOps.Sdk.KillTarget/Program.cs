using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using MlOps.Sdk;
using MlOps.Sdk.KillTarget;

// dotnet MlOps.Sdk.KillTarget.dll ROOT CSV SEED KILL [tune]: dies at the write KILL (0 for never; 2n-1 is before and 2n after the n-th), else prints what it did.
// With 'tune', the settings of learners are searched.
string root = args[0];
string csv = args[1];
int seed = int.Parse(args[2], CultureInfo.InvariantCulture);
WriteCounter writes = new(int.Parse(args[3], CultureInfo.InvariantCulture));

bool tunes = args.Length > 4 && args[4] == "tune";

await using ServiceProvider provider = (tunes
    ? SmallSearch.CreateServices(root, services => services.KillAtWrites(writes))
    : SmallPipeline.CreateServices(root, services => services.KillAtWrites(writes))).BuildServiceProvider();
PipelineRun run = await provider.GetRequiredService<PipelineRunner>().RunAsync(tunes ? SmallSearch.Build(csv, seed) : SmallPipeline.Build(csv, seed));
Console.WriteLine($"points {(writes.Count * 2).ToString(CultureInfo.InvariantCulture)}");
foreach (string line in run.Stages.Select(stage => $"{stage.Name} {stage.Outcome}"))
    Console.WriteLine(line);
