using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using MlOps.Sdk.Artifacts;
using MlOps.Sdk.Data;

namespace MlOps.Sdk.Benchmarks.Profiles;

/// <summary>
/// A verification and a profile of three million flights, by the SDK and by statements of a person's; what each program says is the sum of both in
/// milliseconds, the median of a few, and what was found.
/// </summary>
internal static class ProfilePrograms
{
    // The first is slower by what the runtime has to compile.
    private const int Warming = 1;
    private const int Rounds = 5;

    /// <summary>The time of both stages, with their keys and what is recorded of them.</summary>
    public static async Task<string> RunSdkAsync(string folder)
    {
        List<double> times = [];
        string found = "";
        for (int round = 0; round < Warming + Rounds; round++)
        {
            await using ServiceProvider provider = Services(Path.Combine(folder, $"{round}"));
            PipelineRun run = await provider.GetRequiredService<PipelineRunner>().RunAsync(FlightChecks.Build());
            times.Add(run.Stages.Where(stage => stage.Name is FlightChecks.Verify or FlightChecks.Profile).Sum(stage => stage.Duration.TotalMilliseconds));
            found = Found(run.Product<Verification>(FlightChecks.Verify), run.Product<DatasetProfile>(FlightChecks.Profile));
        }

        return Said(times, found);
    }

    /// <summary>The time of the statements that a person writes, over the same files.</summary>
    public static async Task<string> RunByHandAsync(string folder)
    {
        await using ServiceProvider provider = Services(folder);
        PipelineRun run = await provider.GetRequiredService<PipelineRunner>().RunAsync(FlightChecks.Build());
        DataFile staged = run.Product<StagedDataset>(FlightChecks.Stage).Data.Parts.Single();
        string path = await provider.GetRequiredService<IArtifactStore>().FetchAsync(staged, CancellationToken.None);
        List<double> times = [];
        string found = "";
        for (int round = 0; round < Warming + Rounds; round++)
        {
            long started = Stopwatch.GetTimestamp();
            found = ProfileByHand.Run(path);
            times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }

        return Said(times, found);
    }

    // What both must find.
    private static string Found(Verification verification, DatasetProfile profile) => string.Join(' ',
    [
        .. verification.Checks.Select(check => check.Failures).OfType<long>().Select(failures => $"{failures}"),
        .. profile.Columns.Select(column => $"{column.Distinct}"),
        .. profile.Columns.Where(column => column.Mean is not null).Select(column => string.Create(CultureInfo.InvariantCulture, $"{column.Mean:0.#####}±{column.StandardDeviation:0.#####}")),
        .. profile.Columns.Select(column => string.Create(CultureInfo.InvariantCulture, $"{column.Label?.Value:0.#####}")),
        .. profile.Splits.SelectMany(split => split.Columns).Select(column => $"{column.Histogram?.Counts.Max() ?? column.Top[0].Rows}"),
    ]);

    private static ServiceProvider Services(string root)
    {
        ServiceCollection services = new();
        services.AddMlOps(options => options.Root = root).AddLocal();
        return services.BuildServiceProvider();
    }

    private static string Said(List<double> times, string found) =>
        $"{Comparison.Median(times.Skip(Warming)):0} ms ({string.Join(", ", times.Select(time => $"{time:0}"))}) {found}";
}
