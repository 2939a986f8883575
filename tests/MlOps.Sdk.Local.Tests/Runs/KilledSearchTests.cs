using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using MlOps.Sdk.KillTarget;
using MlOps.Sdk.Runs;
using MlOps.Sdk.Training;

namespace MlOps.Sdk.Local.Tests.Runs;

/// <summary>Processes that die while they search.</summary>
public sealed class KilledSearchTests : IDisposable
{
    // Every point: MLOPS_KILLS=all dotnet test --filter KilledSearchTests
    private static readonly int s_kills = Environment.GetEnvironmentVariable("MLOPS_KILLS") == "all" ? int.MaxValue : 6;

    private readonly FlightsFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_search_killed_anywhere_is_taken_up_without_repeating_a_finished_trial_and_ends_as_if_undisturbed()
    {
        string reference = _folder.At("reference");
        (int exitCode, string[] lines, string errors) = await KillTargetProcess.RunAsync(reference, _folder.Csv, 1, killAt: 0, Token, tunes: true);
        Assert.True(exitCode == 0, errors);
        int points = int.Parse(lines[0].Split(' ')[1], CultureInfo.InvariantCulture);
        (Tuning expected, string[] trainings) = await ResultAsync(reference);
        Assert.Equal(8, expected.Trials.Count);
        Assert.Equal(24, trainings.Length);

        int step = Math.Max(1, points / s_kills);
        int repeated = 0;
        int taken = 0;
        for (int point = step; point < points; point += step)
        {
            string root = _folder.At(point.ToString(CultureInfo.InvariantCulture));
            (exitCode, lines, _) = await KillTargetProcess.RunAsync(root, _folder.Csv, 1, point, Token, tunes: true);
            Assert.True(exitCode != 0 && lines.Length == 0, $"The process wasn't killed at point {point}.");
            int before = Trainings(root).Length;

            (Tuning tuning, string[] all) = await ResultAsync(root);
            Assert.Equal(expected, tuning);
            Assert.Equal(trainings.Order(StringComparer.Ordinal), all.Distinct().Order(StringComparer.Ordinal));
            // What had ended, but wasn't noted when the process died: one on each processor.
            Assert.InRange(all.Length - trainings.Length, 0, Environment.ProcessorCount);
            repeated += all.Length - trainings.Length;
            taken += before is > 0 and < 24 ? 1 : 0;
        }

        Assert.True(taken >= 3, $"Only {taken} processes were killed on their way.");
        TestContext.Current.TestOutputHelper?.WriteLine($"{points} points, killed at every {step}.; {taken} amid the search; of 24 trainings each, {repeated} in all weren't noted yet and were repeated");
    }

    private async Task<(Tuning Tuning, string[] Trainings)> ResultAsync(string root)
    {
        await using ServiceProvider provider = SmallSearch.CreateServices(root).BuildServiceProvider();
        PipelineRun run = await provider.GetRequiredService<PipelineRunner>().RunAsync(SmallSearch.Build(_folder.Csv), Token);
        Assert.Equal(RunState.Succeeded, run.State);
        return (run.Product<Tuning>(), Trainings(root));
    }

    private static string[] Trainings(string root) => File.Exists(SmallSearch.TrainingsOf(root)) ? File.ReadAllLines(SmallSearch.TrainingsOf(root)) : [];
}
