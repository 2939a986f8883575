using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using MlOps.Sdk.KillTarget;
using MlOps.Sdk.Lineage;
using MlOps.Sdk.Registry;
using MlOps.Sdk.Runs;

namespace MlOps.Sdk.Local.Tests.Runs;

/// <summary>Processes that die, and processes that meet, over one root.</summary>
public sealed class KillTests : IDisposable
{
    private readonly FlightsFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_process_killed_before_or_after_any_write_is_followed_by_a_run_that_ends_as_if_nothing_had_happened()
    {
        string reference = _folder.At("reference");
        (int exitCode, string[] lines, string errors) = await KillTargetProcess.RunAsync(reference, _folder.Csv, 1, killAt: 0, Token);
        Assert.True(exitCode == 0, errors);
        int points = int.Parse(lines[0].Split(' ')[1], CultureInfo.InvariantCulture);
        string[] expected = Artifacts(reference);
        Assert.Equal(4, expected.Length);

        await Parallel.ForEachAsync(
            Enumerable.Range(1, points),
            new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = Token },
            async (point, token) => await KillAndResumeAsync(point, expected, token));
        TestContext.Current.SendDiagnosticMessage($"{points} kill points");
        TestContext.Current.TestOutputHelper?.WriteLine($"{points} kill points");
        Assert.True(points >= 38, $"There were only {points} kill points.");
    }

    [Fact]
    public async Task Two_processes_at_once_do_the_work_once()
    {
        string root = _folder.At("shared");
        (int ExitCode, string[] Lines, string Errors)[] ends = await Task.WhenAll(
            KillTargetProcess.RunAsync(root, _folder.Csv, 1, 0, Token), KillTargetProcess.RunAsync(root, _folder.Csv, 1, 0, Token));

        Assert.All(ends, end => Assert.True(end.ExitCode == 0, end.Errors));
        string[] executed = [.. ends.SelectMany(end => end.Lines).Where(line => line.EndsWith("Executed", StringComparison.Ordinal))];
        Assert.Equal(11, executed.Length);
        Assert.Equal(11, executed.Distinct().Count());
        Assert.Equal("1", await VersionsAsync(root));
        AssertTidy(root);
    }

    [Fact]
    public async Task Processes_that_register_different_models_at_once_get_dense_versions()
    {
        string root = _folder.At("shared");
        (int ExitCode, string[] Lines, string Errors)[] ends = await Task.WhenAll(
            Enumerable.Range(1, 3).Select(seed => KillTargetProcess.RunAsync(root, _folder.Csv, seed, 0, Token)));

        Assert.All(ends, end => Assert.True(end.ExitCode == 0, end.Errors));
        Assert.Equal("1, 2, 3", await VersionsAsync(root));
        AssertTidy(root);
    }

    private async Task KillAndResumeAsync(int point, string[] expected, CancellationToken cancellationToken)
    {
        string root = _folder.At(point.ToString(CultureInfo.InvariantCulture));
        (int exitCode, string[] lines, _) = await KillTargetProcess.RunAsync(root, _folder.Csv, 1, point, cancellationToken);
        Assert.True(exitCode != 0 && lines.Length == 0, $"The process wasn't killed at point {point}.");

        await using ServiceProvider provider = SmallPipeline.CreateServices(root).BuildServiceProvider();
        PipelineRun run = await provider.GetRequiredService<PipelineRunner>().RunAsync(SmallPipeline.Build(_folder.Csv), cancellationToken);

        Assert.Equal(RunState.Succeeded, run.State);
        Assert.Equal(expected, Artifacts(root));
        Assert.Equal(1, Assert.Single(await provider.GetRequiredService<IModelRegistry>().ListAsync("flights", cancellationToken)).Version);
        Assert.Equal(
            ["register", "promote", "deploy"], (await provider.GetRequiredService<IAuditLog>().ListAsync(cancellationToken)).Select(entry => entry.Action));
        Assert.Equal(["flights.json"], Directory.EnumerateFileSystemEntries(Path.Combine(root, "endpoints")).Select(Path.GetFileName));
        IReadOnlyList<RunRecord> runs = await provider.GetRequiredService<IRunStore>().ListAsync("flights", 10, cancellationToken);
        Assert.DoesNotContain(runs, record => record.State == RunState.Running);
        AssertTidy(root);
    }

    private static async Task<string> VersionsAsync(string root)
    {
        await using ServiceProvider provider = SmallPipeline.CreateServices(root).BuildServiceProvider();
        IReadOnlyList<ModelVersion> versions = await provider.GetRequiredService<IModelRegistry>().ListAsync("flights", Token);
        return string.Join(", ", versions.Select(version => version.Version));
    }

    private static string[] Artifacts(string root) =>
    [
        .. Directory.EnumerateDirectories(Path.Combine(root, "artifacts")).SelectMany(Directory.EnumerateFileSystemEntries)
            .Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal),
    ];

    private static void AssertTidy(string root)
    {
        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(root, "work")));
        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(root, "locks")));
        Assert.Empty(Directory.EnumerateFileSystemEntries(root, ".probe*"));
    }
}
