using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;

namespace MlOps.Sdk.Serving.Tests.Models;

public sealed class HotSwapTests
{
    private const int Swaps = 100;

    [Fact]
    public async Task A_hundred_swaps_under_load_fail_no_request_mix_no_versions_and_keep_no_memory()
    {
        await using ServingApp app = new();
        app.Deploy("birds", 1, folder => Bundles.WriteRegression(folder, bias: 1));
        await app.StartAsync(web => web.MapModel("birds"));
        using CancellationTokenSource stop = new();
        Task<int>[] clients = Enumerable.Range(0, 4).Select(_ => Task.Run(() => CallAsync(app, stop.Token))).ToArray();

        long before = 0;
        for (int version = 2; version <= Swaps + 1; version++)
        {
            string bundle = app.Deploy("birds", version, folder => Bundles.WriteRegression(folder, bias: version));
            app.Poll();
            Directory.Delete(bundle, recursive: true);
            (_, JsonElement body) = await app.PredictAsync("""[{"Speed":0,"Engines":0}]""");
            Assert.Equal(version, body.GetProperty("modelVersion").GetInt32());
            if (version == 20)
                before = GC.GetTotalMemory(forceFullCollection: true);
        }

        await stop.CancelAsync();
        int requests = (await Task.WhenAll(clients)).Sum();
        long grown = GC.GetTotalMemory(forceFullCollection: true) - before;

        Assert.True(requests > Swaps, $"Only {requests} requests were made meanwhile.");
        Assert.True(grown < 8_000_000, $"80 swaps have left {grown:N0} bytes behind.");
        Assert.DoesNotContain(app.Log.Lines, line => line.Level >= LogLevel.Warning);
    }

    // Each answer must come from one model as a whole: the version and all values.
    private static async Task<int> CallAsync(ServingApp app, CancellationToken stop)
    {
        int requests = 0;
        string instances = $"[{string.Join(',', Enumerable.Repeat("""{"Speed":0,"Engines":0}""", 50))}]";
        while (!stop.IsCancellationRequested)
        {
            (HttpStatusCode status, JsonElement body) = await app.PredictAsync(instances);
            Assert.Equal(HttpStatusCode.OK, status);
            double version = body.GetProperty("modelVersion").GetDouble();
            Assert.All(body.GetProperty("predictions").EnumerateArray(), prediction => Assert.Equal(version, prediction.GetProperty("value").GetDouble()));
            requests++;
        }

        return requests;
    }
}
