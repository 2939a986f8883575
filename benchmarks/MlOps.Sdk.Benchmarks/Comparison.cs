using System.Globalization;

namespace MlOps.Sdk.Benchmarks;

/// <summary>Runs programs side by side: several rounds in alternating order, medians compared.</summary>
internal static class Comparison
{
    /// <summary>The median measurement of each program.</summary>
    public static async Task<IReadOnlyList<Measurement>> RunAsync(int rounds, string folder, params string[] programs)
    {
        List<Measurement> all = await MeasureAsync(rounds, folder, programs);
        return [.. programs.Select(program => Median(program, [.. all.Where(measurement => measurement.Program == program)]))];
    }

    /// <summary>The median of the number with which each program begins what it says of its result.</summary>
    public static async Task<IReadOnlyList<double>> RunFiguresAsync(int rounds, string folder, params string[] programs)
    {
        List<Measurement> all = await MeasureAsync(rounds, folder, programs);
        return [.. programs.Select(program => Median(all
            .Where(measurement => measurement.Program == program)
            .Select(measurement => double.Parse(measurement.Said.Split(' ')[0], CultureInfo.InvariantCulture))))];
    }

    public static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted.Length % 2 == 1 ? sorted[sorted.Length / 2] : (sorted[(sorted.Length / 2) - 1] + sorted[sorted.Length / 2]) / 2;
    }

    private static async Task<List<Measurement>> MeasureAsync(int rounds, string folder, string[] programs)
    {
        List<Measurement> all = [];
        for (int round = 0; round < rounds; round++)
        {
            foreach (string program in round % 2 == 0 ? programs : programs.Reverse())
            {
                string own = Path.Combine(folder, $"{program}-{round}");
                Measurement measurement = await ChildProcess.RunAsync(program, own);
                Directory.Delete(own, recursive: true);
                Console.WriteLine($"  {measurement}");
                all.Add(measurement);
            }
        }

        return all;
    }

    private static Measurement Median(string program, IReadOnlyList<Measurement> all) => new(
        program,
        Median(all.Select(measurement => measurement.Seconds)),
        Median(all.Select(measurement => measurement.WorkSeconds)),
        Median(all.Select(measurement => measurement.CpuSeconds)),
        Median(all.Select(measurement => measurement.PeakMegabytes)),
        "");

    /// <summary>A line such as <c>pipeline: 1.08 x the time (target ≤ 1.15)</c>.</summary>
    public static void Print(string what, double value, string unit, string target, bool met) =>
        Console.WriteLine($"{what}: {value:0.00} {unit} (target {target}{(met ? "" : ", MISSED")})");
}
