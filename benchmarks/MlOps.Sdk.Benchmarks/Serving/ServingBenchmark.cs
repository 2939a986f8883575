using System.Diagnostics;

namespace MlOps.Sdk.Benchmarks.Serving;

/// <summary>Predictions against a constant answer to the same POST, on the same server.</summary>
internal static class ServingBenchmark
{
    private const int Rounds = 12;
    private const int Connections = 16;

    public static async Task RunAsync()
    {
        Console.WriteLine("serving: 100 trees of 31 leaves over 10 properties against a constant answer, on the same server");
        using Scratch scratch = new();
        using Process host = Start(scratch.Path);
        try
        {
            Uri address = await AddressAsync(scratch.Path, host);
            string[] paths = [ServingHost.ConstantAddress, ServingHost.MinimalAddress, ServingHost.ModelAddress];
            IReadOnlyList<string> instances = ServedEnsemble.Instances(100);
            string[] single = [.. instances.Select(instance => $$"""{"instances":[{{instance}}]}""")];
            Dictionary<string, List<Load>> loads = paths.ToDictionary(path => path, _ => new List<Load>());
            foreach (string path in paths)
                await MeasureAsync(host, address, path, single, seconds: 2);
            for (int round = 0; round < Rounds; round++)
            {
                foreach (string path in round % 2 == 0 ? paths : paths.Reverse())
                    loads[path].Add(await MeasureAsync(host, address, path, single, seconds: 1));
            }

            foreach (string path in paths)
                Console.WriteLine($"  {path,-26} {Rate(loads[path]),7:0} requests/s  server's cpu {Comparison.Median(loads[path].Select(load => load.CpuMicroseconds)),5:0.0} µs/request");
            Load batch = await MeasureAsync(host, address, ServingHost.ModelAddress, [$$"""{"instances":[{{string.Join(',', instances)}}]}"""], seconds: 3);
            Console.WriteLine($"  100 instances a request    {batch.Rate,7:0} requests/s");
            Report("to the barest constant answer", loads[ServingHost.ModelAddress], loads[ServingHost.ConstantAddress]);
            Report("to a minimal API's constant answer", loads[ServingHost.ModelAddress], loads[ServingHost.MinimalAddress]);
        }
        finally
        {
            host.StandardInput.Close();
            await host.WaitForExitAsync();
        }
    }

    // Neighbouring rounds meet the same neighbours on the machine; so rounds are compared, not sums.
    private static void Report(string what, List<Load> model, List<Load> constant)
    {
        double ratio = Comparison.Median(model.Zip(constant, (one, other) => one.Rate / other.Rate));
        Comparison.Print($"single-instance serving, {what}", ratio, "x the requests", "≥ 0.85", ratio >= 0.85);
    }

    private static double Rate(List<Load> loads) => Comparison.Median(loads.Select(load => load.Rate));

    private static async Task<Load> MeasureAsync(Process host, Uri address, string path, IReadOnlyList<string> bodies, int seconds)
    {
        host.Refresh();
        TimeSpan before = host.TotalProcessorTime;
        double rate = await LoadClient.RunAsync(address, path, bodies, Connections, TimeSpan.FromSeconds(seconds));
        host.Refresh();
        return new Load(rate, (host.TotalProcessorTime - before).TotalMicroseconds / (rate * seconds));
    }

    private static Process Start(string folder)
    {
        ProcessStartInfo start = new(Environment.ProcessPath!) { RedirectStandardInput = true, RedirectStandardOutput = true };
        if (Path.GetFileNameWithoutExtension(start.FileName) == "dotnet")
            start.ArgumentList.Add(typeof(ServingBenchmark).Assembly.Location);
        foreach (string argument in (string[])["program", "serving-host", folder])
            start.ArgumentList.Add(argument);
        return Process.Start(start)!;
    }

    private static async Task<Uri> AddressAsync(string folder, Process host)
    {
        string path = Path.Combine(folder, "address");
        while (!File.Exists(path))
        {
            if (host.HasExited)
                throw new InvalidOperationException($"The server has ended with {host.ExitCode}.");
            await Task.Delay(20);
        }

        return new Uri(await File.ReadAllTextAsync(path));
    }

    private sealed record Load(double Rate, double CpuMicroseconds);
}
