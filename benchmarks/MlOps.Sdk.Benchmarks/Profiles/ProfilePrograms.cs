using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using MlOps.Sdk.Artifacts;
using MlOps.Sdk.Data;
using MlOps.Sdk.Plans;
using MlOps.Sdk.Runs;

namespace MlOps.Sdk.Benchmarks.Profiles;

/// <summary>
/// A verification and a profile of three million flights, by the SDK and by statements of a person's; what each program says is the processor
/// time of both in milliseconds, the median of a few, and what was found.
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
            Watch watch = new();
            await using ServiceProvider provider = Services(Path.Combine(folder, $"{round}"), watch);
            PipelineRun run = await provider.GetRequiredService<PipelineRunner>().RunAsync(FlightChecks.Build());
            times.Add(watch.Used.TotalMilliseconds);
            found = Found(run.Product<Verification>(FlightChecks.Verify), run.Product<DatasetProfile>(FlightChecks.Profile));
        }

        return Said(times, found);
    }

    /// <summary>The time of the statements that a person writes, over the same files.</summary>
    public static async Task<string> RunByHandAsync(string folder)
    {
        await using ServiceProvider provider = Services(folder, new Watch());
        PipelineRun run = await provider.GetRequiredService<PipelineRunner>().RunAsync(FlightChecks.Build());
        DataFile staged = run.Product<StagedDataset>(FlightChecks.Stage).Data.Parts.Single();
        string path = await provider.GetRequiredService<IArtifactStore>().FetchAsync(staged, CancellationToken.None);
        List<double> times = [];
        string found = "";
        for (int round = 0; round < Warming + Rounds; round++)
        {
            TimeSpan started = Environment.CpuUsage.TotalTime;
            found = ProfileByHand.Run(path);
            times.Add((Environment.CpuUsage.TotalTime - started).TotalMilliseconds);
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

    private static ServiceProvider Services(string root, Watch watch)
    {
        ServiceCollection services = new();
        services.AddMlOps(options => options.Root = root).AddLocal();
        return services.AddSingleton<IRunObserver>(watch).BuildServiceProvider();
    }

    private static string Said(List<double> times, string found) =>
        $"{Comparison.Median(times.Skip(Warming)):0} ms ({string.Join(", ", times.Select(time => $"{time:0}"))}) {found}";

    /// <summary>Adds up the processor time of both stages. No other stage runs beside them.</summary>
    private sealed class Watch : IRunObserver
    {
        private TimeSpan _started;

        public TimeSpan Used { get; private set; }

        public void StageStarted(string runId, StagePlan stage) => _started = Environment.CpuUsage.TotalTime;

        public void StageFinished(string runId, StageRun stage)
        {
            if (stage.Name is FlightChecks.Verify or FlightChecks.Profile)
                Used += Environment.CpuUsage.TotalTime - _started;
        }
    }
}
