using System.Diagnostics;
using System.Globalization;
using MlOps.Sdk.KillTarget;

namespace MlOps.Sdk.Local.Tests.Runs;

/// <summary>The small pipeline in a process of its own.</summary>
internal static class KillTargetProcess
{
    private static readonly string Program = typeof(SmallPipeline).Assembly.Location;

    /// <summary>Runs to the end, or to the write at which it kills itself.</summary>
    public static async Task<(int ExitCode, string[] Lines, string Errors)> RunAsync(
        string root, string csv, int seed, int killAt, CancellationToken cancellationToken, bool tunes = false)
    {
        ProcessStartInfo start = new(Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) == "dotnet" ? path : "dotnet")
        {
            ArgumentList = { Program, root, csv, seed.ToString(CultureInfo.InvariantCulture), killAt.ToString(CultureInfo.InvariantCulture) },
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        if (tunes)
            start.ArgumentList.Add("tune");
        using Process process = Process.Start(start)!;
        try
        {
            Task<string> output = process.StandardOutput.ReadToEndAsync(cancellationToken);
            Task<string> errors = process.StandardError.ReadToEndAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            return (process.ExitCode, (await output).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries), await errors);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill();
        }
    }
}
