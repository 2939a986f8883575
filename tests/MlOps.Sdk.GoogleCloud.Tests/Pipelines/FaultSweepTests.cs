using MlOps.Sdk.Testing;

namespace MlOps.Sdk.GoogleCloud.Tests.Pipelines;

/// <summary>Each request of the first example's run on Google Cloud goes wrong once, in each way: the run ends well, and nothing was done twice.</summary>
/// <remarks>
/// Usually a sample; all of it: <c>MLOPS_FAULTS=all dotnet test tests/MlOps.Sdk.GoogleCloud.Tests --filter FaultSweepTests --logger "console;verbosity=detailed"</c>.
/// </remarks>
public sealed class FaultSweepTests
{
    private static readonly Fault[] s_faults =
        [Fault.Status(503), Fault.Status(429, retryAfter: 1), Fault.ResetBefore, Fault.ResetAfter, Fault.Truncated];

    [Fact]
    public async Task Whatever_befalls_a_request_the_run_ends_well_and_nothing_is_done_twice()
    {
        Python.SkipIfMissing();
        (int requests, double quality) = await RunUndisturbedAsync();
        List<(int Request, Fault Fault)> all = [.. Enumerable.Range(1, requests).SelectMany(request => s_faults.Select(fault => (request, fault)))];
        IReadOnlyList<(int Request, Fault Fault)> cases = SweepSize.Take(all, "MLOPS_FAULTS", usual: 6);

        List<string> failures = [];
        int befallen = 0;
        await Parallel.ForEachAsync(cases, new ParallelOptions { MaxDegreeOfParallelism = 2 }, async (one, _) =>
        {
            (bool taken, string? failure) = await RunAsync(one.Request, one.Fault, quality);
            lock (failures)
            {
                befallen += taken ? 1 : 0;
                if (failure is not null)
                    failures.Add($"request {one.Request}, {one.Fault}: {failure}");
            }
        });

        TestContext.Current.TestOutputHelper!.WriteLine(
            $"{requests} requests x {s_faults.Length} faults: {cases.Count} cases run, {befallen} of them befell a request, {cases.Count - failures.Count} passed");
        Assert.True(failures.Count == 0, string.Join("\n", failures));
        Assert.InRange(befallen, (cases.Count + 1) / 2, cases.Count);
    }

    private static async Task<(int Requests, double Quality)> RunUndisturbedAsync()
    {
        await using CloudRun cloud = await CloudRun.StartAsync();
        PipelineRun run = await cloud.RunAsync(BirdStrikes.Build());
        int requests = cloud.Google.Exchanges.All.Count;
        Assert.Equal(CloudCount.Once, await CloudCount.OfAsync(cloud));
        return (requests, run.Evaluation!["AreaUnderRocCurve"]);
    }

    private static async Task<(bool Taken, string? Failure)> RunAsync(int request, Fault fault, double quality)
    {
        await using CloudRun cloud = await CloudRun.StartAsync();
        cloud.Google.Faults.Inject(fault, request);
        try
        {
            PipelineRun run = await cloud.RunAsync(BirdStrikes.Build());
            bool taken = cloud.Google.Faults.Taken == 1;
            cloud.Google.Faults.Clear();
            CloudCount count = await CloudCount.OfAsync(cloud);
            return (taken, run.Evaluation!["AreaUnderRocCurve"] != quality ? $"AUC {run.Evaluation["AreaUnderRocCurve"]}, not {quality}"
                : count != CloudCount.Once ? count.ToString()
                : null);
        }
        catch (Exception exception) when (exception is PipelineRunException or PipelineException)
        {
            Exchange? hit = cloud.Google.Exchanges.All.FirstOrDefault(exchange => exchange.Fault is not null);
            return (hit is not null, $"{hit}: {exception.Message}");
        }
    }
}
