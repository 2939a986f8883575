using System.Collections;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace MlOps.Sdk.ContainerTarget;

/// <summary>What containers that end by themselves do.</summary>
public static class ContainerRoles
{
    /// <summary>
    /// Writes its environment and arguments to <c>--report</c>, and its and its child's process ids to <c>--pids</c>; stays with <c>--stay</c>; complains
    /// and ends with <c>--exit</c>.
    /// </summary>
    public static async Task<int> TrainAsync(IReadOnlyDictionary<string, string> options)
    {
        if (options.TryGetValue("report", out string? report))
        {
            await File.WriteAllTextAsync(report, JsonSerializer.Serialize(new Dictionary<string, object>
            {
                ["environment"] = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().ToDictionary(entry => (string)entry.Key, entry => (string?)entry.Value),
                ["arguments"] = Environment.GetCommandLineArgs().Skip(1),
                ["folder"] = Directory.GetCurrentDirectory(),
            }));
        }

        if (options.TryGetValue("pids", out string? pids))
        {
            using Process child = Process.Start(new ProcessStartInfo("dotnet") { ArgumentList = { Environment.GetCommandLineArgs()[0], "train", "--stay" } })!;
            await File.WriteAllTextAsync(pids + ".part", string.Create(CultureInfo.InvariantCulture, $"{Environment.ProcessId} {child.Id}"));
            File.Move(pids + ".part", pids);
        }

        if (options.ContainsKey("stay"))
            await Task.Delay(Timeout.Infinite);
        if (!options.TryGetValue("exit", out string? code))
            return 0;
        await Console.Error.WriteLineAsync("first complaint\nlast complaint");
        return int.Parse(code, CultureInfo.InvariantCulture);
    }

    /// <summary>Reports <c>score</c>, which is greatest for <c>--x=3</c>; says nothing for <c>--kind=silent</c>, fails for <c>--kind=broken</c>.</summary>
    public static int Tune(IReadOnlyDictionary<string, string> options)
    {
        string kind = options.GetValueOrDefault("kind", "plain");
        if (kind == "broken")
        {
            Console.Error.WriteLine("this kind is broken");
            return 4;
        }

        double x = double.Parse(options["x"], CultureInfo.InvariantCulture);
        string file = Environment.GetEnvironmentVariable("CLOUD_ML_HP_METRIC_FILE")!;
        string trial = Environment.GetEnvironmentVariable("CLOUD_ML_TRIAL_ID")!;
        foreach (int step in kind == "silent" ? [] : (int[])[1, 2, 3])
        {
            // The second step is the best one.
            double score = -((x - 3) * (x - 3)) - (step == 2 ? 0 : 1);
            File.AppendAllText(file, JsonSerializer.Serialize(new Dictionary<string, string>
            {
                ["timestamp"] = "1764000000.5",
                ["trial"] = trial,
                ["score"] = score.ToString("R", CultureInfo.InvariantCulture),
                ["global_step"] = step.ToString(CultureInfo.InvariantCulture),
            }) + "\n");
        }

        return 0;
    }

    /// <summary>There is nothing to do that is called so.</summary>
    public static int Refuse(string? role)
    {
        Console.Error.WriteLine($"no role '{role}'");
        return 64;
    }
}
