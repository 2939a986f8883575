using System.Diagnostics;
using MlOps.Sdk.Testing;

namespace MlOps.Sdk.GoogleCloud.Tests.Pipelines;

/// <summary>The application as a process of its own, which can be killed.</summary>
internal static class CloudProcess
{
    /// <summary>Runs it to its end, and gives what it has printed, or why it failed.</summary>
    /// <param name="place">Its folder.</param>
    /// <param name="google">The emulator.</param>
    /// <param name="kill">Is handed what kills it, before it starts; null to let it run.</param>
    /// <param name="arguments">Its arguments after those that all have.</param>
    public static async Task<(int ExitCode, string Output)> RunAsync(CloudRun place, GoogleCloudEmulator google, Action<Action>? kill, params string[] arguments)
    {
        ProcessStartInfo start = new("dotnet", [Path.Combine(AppContext.BaseDirectory, "MlOps.Sdk.CloudTarget.dll"), place.Root, google.Address.ToString(), CloudRun.WorkerImage, .. arguments])
        {
            WorkingDirectory = AppContext.BaseDirectory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process process = new() { StartInfo = start };
        kill?.Invoke(() => process.Kill());
        process.Start();
        try
        {
            Task<string> output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            Task<string> errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            string said = process.ExitCode == 0 ? await output : await errors;
            return (process.ExitCode, said);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill();
        }
    }
}
