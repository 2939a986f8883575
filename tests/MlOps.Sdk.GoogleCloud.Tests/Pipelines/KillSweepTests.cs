using MlOps.Sdk.Testing;

namespace MlOps.Sdk.GoogleCloud.Tests.Pipelines;

/// <summary>The application is killed (-9) at each request of the first example's run, before and after it was done: run again, it goes on, and pays nothing twice.</summary>
/// <remarks>
/// Usually a sample; all of it: <c>MLOPS_KILLS=all dotnet test tests/MlOps.Sdk.GoogleCloud.Tests --filter KillSweepTests --logger "console;verbosity=detailed"</c>.
/// </remarks>
public sealed class KillSweepTests
{
    [Fact]
    public async Task Killed_at_any_request_and_run_again_nothing_is_done_twice()
    {
        Python.SkipIfMissing();
        (int requests, string quality) = await RunUndisturbedAsync();
        List<(int Request, bool After)> all = [.. Enumerable.Range(1, requests).SelectMany(request => new[] { (request, false), (request, true) })];
        IReadOnlyList<(int Request, bool After)> cases = SweepSize.Take(all, "MLOPS_KILLS", usual: 4);

        List<string> failures = [];
        int killed = 0;
        await Parallel.ForEachAsync(cases, new ParallelOptions { MaxDegreeOfParallelism = 2 }, async (one, _) =>
        {
            (bool wasKilled, string? failure) = await KillAsync(one.Request, one.After, quality);
            lock (failures)
            {
                killed += wasKilled ? 1 : 0;
                if (failure is not null)
                    failures.Add($"{(one.After ? "after" : "before")} request {one.Request}: {failure}");
            }
        });

        TestContext.Current.TestOutputHelper!.WriteLine(
            $"{requests} requests, before and after: {cases.Count} cases run, {killed} of them killed the application, {cases.Count - failures.Count} passed");
        Assert.True(failures.Count == 0, string.Join("\n", failures));
        Assert.InRange(killed, (cases.Count + 1) / 2, cases.Count);
    }

    private static async Task<(int Requests, string Quality)> RunUndisturbedAsync()
    {
        await using GoogleCloudEmulator google = await CloudRun.StartEmulatorAsync();
        await using CloudRun place = CloudRun.On(google);
        (int exitCode, string output) = await CloudProcess.RunAsync(place, google, kill: null);
        Assert.True(exitCode == 0, output);
        return (google.Exchanges.All.Count, output.Trim());
    }

    private static async Task<(bool Killed, string? Failure)> KillAsync(int request, bool after, string quality)
    {
        await using GoogleCloudEmulator google = await CloudRun.StartEmulatorAsync();
        await using CloudRun place = CloudRun.On(google);
        (int exitCode, _) = await CloudProcess.RunAsync(place, google, kill =>
            google.Faults.Inject(after ? Fault.After("killed after", kill) : Fault.Before("killed before", kill), request));
        google.Faults.Clear();
        (int again, string output) = await CloudProcess.RunAsync(place, google, kill: null);
        if (again != 0)
            return (exitCode != 0, output);
        CloudCount count = await CloudCount.OfAsync(place);
        return (exitCode != 0, output.Trim() != quality ? $"AUC {output.Trim()}, not {quality}" : count != CloudCount.Once ? count.ToString() : null);
    }
}
