using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace MlOps.Sdk.Benchmarks;

/// <summary>Runs one of this program's programs in a process of its own and measures it.</summary>
internal static class ChildProcess
{
    private const string Prefix = "measured: ";

    /// <summary>The time from start to exit of the process, and the most memory that it ever had resident.</summary>
    public static async Task<Measurement> RunAsync(string program, string folder, ProcessLimit? limit = null)
    {
        Directory.CreateDirectory(folder);
        List<string> command = [Environment.ProcessPath!];
        if (Path.GetFileNameWithoutExtension(command[0]) == "dotnet")
            command.Add(typeof(ChildProcess).Assembly.Location);
        command.AddRange("program", program, folder);
        ProcessStartInfo start = new() { RedirectStandardOutput = true };
        limit?.Apply(command, start.Environment);
        start.FileName = command[0];
        foreach (string argument in command.Skip(1))
            start.ArgumentList.Add(argument);

        long started = Stopwatch.GetTimestamp();
        using Process process = Process.Start(start)!;
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        double seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;

        string? report = output.Split('\n').FirstOrDefault(line => line.StartsWith(Prefix, StringComparison.Ordinal));
        if (process.ExitCode != 0 || report is null)
            throw new InvalidOperationException($"{program} exited with {process.ExitCode}:{Environment.NewLine}{output}");
        Said said = JsonSerializer.Deserialize<Said>(report[Prefix.Length..])!;
        return new Measurement(program, seconds, said.WorkSeconds, said.CpuSeconds, said.PeakBytes / 1e6, said.Text);
    }

    /// <summary>The child's last act.</summary>
    public static void Report(TimeSpan work, string said) =>
        Console.WriteLine(Prefix + JsonSerializer.Serialize(new Said(work.TotalSeconds, Environment.CpuUsage.TotalTime.TotalSeconds, PeakBytes(), said)));

    private static long PeakBytes()
    {
        const string Peak = "VmHWM:";
        if (!File.Exists("/proc/self/status"))
            return Process.GetCurrentProcess().PeakWorkingSet64;
        string line = File.ReadLines("/proc/self/status").First(line => line.StartsWith(Peak, StringComparison.Ordinal));
        return long.Parse(line[Peak.Length..].Replace("kB", "", StringComparison.Ordinal).Trim(), CultureInfo.InvariantCulture) * 1024;
    }

    private sealed record Said(double WorkSeconds, double CpuSeconds, long PeakBytes, string Text);
}

/// <summary>What one process took.</summary>
/// <param name="Program">Which program.</param>
/// <param name="Seconds">From start to exit of the process.</param>
/// <param name="WorkSeconds">The work alone, without the start of .NET.</param>
/// <param name="CpuSeconds">Of all cores; what is compared when the machine is busy with other things.</param>
/// <param name="PeakMegabytes">The most memory resident, in MB (10⁶ bytes).</param>
/// <param name="Said">What the program says of its result.</param>
internal sealed record Measurement(
    string Program, double Seconds, double WorkSeconds, double CpuSeconds, double PeakMegabytes, string Said)
{
    public override string ToString() => $"{Program,-26} {Seconds,7:0.00} s  cpu {CpuSeconds,6:0.00} s {PeakMegabytes,7:0} MB  {Said}";
}
