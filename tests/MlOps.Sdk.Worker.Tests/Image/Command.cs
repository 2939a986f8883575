using System.Diagnostics;

namespace MlOps.Sdk.Worker.Tests.Image;

/// <summary>Runs programs.</summary>
internal static class Command
{
    /// <summary>Runs one to its end, and gives what it printed.</summary>
    /// <exception cref="InvalidOperationException">It failed; the message has its complaints.</exception>
    public static async Task<string> RunAsync(params IReadOnlyList<string> command)
    {
        (int exitCode, string output, string errors) = await TryAsync(command);
        return exitCode == 0 ? output.Trim() : throw new InvalidOperationException($"{string.Join(' ', command)} ended with {exitCode}:\n{output}\n{errors}");
    }

    public static async Task<(int ExitCode, string Output, string Errors)> TryAsync(params IReadOnlyList<string> command)
    {
        ProcessStartInfo start = new(command[0], command.Skip(1)) { RedirectStandardOutput = true, RedirectStandardError = true };
        // What the test host sets for itself would follow into a build.
        foreach (string name in start.Environment.Keys.Where(name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToArray())
            start.Environment.Remove(name);
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output, await errors);
    }

    /// <summary>Whether there is a program of this name.</summary>
    public static bool Exists(string name) => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, name)));
}
