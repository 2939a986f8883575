using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace MlOps.Sdk.Testing.Emulator.Vertex.Containers;

/// <summary>Runs real images, by a program that understands docker's command line, such as podman.</summary>
internal sealed class ContainerEngine(IReadOnlyList<string> command)
{
    private const UnixFileMode Everyone = (UnixFileMode)0b111_111_111;

    // What Kubernetes' containers get between SIGTERM and SIGKILL is thirty; nobody waits that long for a test.
    private const int GraceSeconds = 10;

    private static readonly TimeSpan MostOfStop = TimeSpan.FromSeconds(3 * GraceSeconds);
    private static readonly TimeSpan BetweenStops = TimeSpan.FromMilliseconds(50);

    /// <summary>A name for a container, which no other has.</summary>
    public static string NewName() => $"mlops-emulator-{Guid.NewGuid():N}";

    /// <summary>Why an image is neither here nor can be pulled; null if it is here now.</summary>
    public async Task<string?> WhyMissingAsync(string imageUri, CancellationToken cancellationToken)
    {
        if (await AskAsync(cancellationToken, "image", "inspect", "--format", "{{.Id}}", imageUri) is null)
            return null;
        return await AskAsync(cancellationToken, "pull", "--quiet", imageUri) is { } complaint ? $"'{command[0]} pull' says: {complaint}" : null;
    }

    /// <summary>The command that runs a container to its end, and forwards what it prints.</summary>
    public ProcessStartInfo Run(string name, ContainerStart start)
    {
        List<string> arguments = ["run", "--rm", "--name", name, "--network", "host"];
        foreach ((string variable, string value) in start.Environment)
            arguments.AddRange(["--env", $"{variable}={value}"]);
        // The trial reports by a file that the emulator reads; the image's user may be anyone.
        if (start.Environment.TryGetValue("CLOUD_ML_HP_METRIC_FILE", out string? file) && Path.GetDirectoryName(file) is { } folder)
        {
            arguments.AddRange(["--volume", $"{folder}:{folder}"]);
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(folder, Everyone);
        }

        // A specification's command takes the place of the image's entry point.
        if (start.Command.Count > 0)
            arguments.AddRange(["--entrypoint", start.Command[0]]);
        return new ProcessStartInfo(command[0], [.. command.Skip(1), .. arguments, start.ImageUri, .. start.Command.Skip(1), .. start.Args]);
    }

    /// <summary>Stops a container and removes it.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="exit">The end of the command that runs it.</param>
    public async Task StopAsync(string name, Task exit)
    {
        using CancellationTokenSource late = new(MostOfStop, TimeProvider.System);
        try
        {
            // One that is only being made can't be stopped yet.
            while (!exit.IsCompleted && await AskAsync(late.Token, "stop", "-t", GraceSeconds.ToString(CultureInfo.InvariantCulture), name) is not null)
                await Task.WhenAny(exit, Task.Delay(BetweenStops, TimeProvider.System, late.Token));
            await exit.WaitAsync(late.Token);
        }
        catch (OperationCanceledException)
        {
            await AskAsync(CancellationToken.None, "rm", "--force", name);
        }
    }

    // What the engine complains of; null if it does what it is asked to.
    private async Task<string?> AskAsync(CancellationToken cancellationToken, params string[] arguments)
    {
        ProcessStartInfo info = new(command[0], [.. command.Skip(1), .. arguments]) { RedirectStandardError = true, RedirectStandardOutput = true };
        using Process process = Start(info);
        try
        {
            Task<string> output = process.StandardOutput.ReadToEndAsync(cancellationToken);
            string errors = await process.StandardError.ReadToEndAsync(cancellationToken);
            await output;
            await process.WaitForExitAsync(cancellationToken);
            return process.ExitCode == 0 ? null : errors.Trim();
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    private static Process Start(ProcessStartInfo info)
    {
        try
        {
            return Process.Start(info)!;
        }
        catch (Win32Exception exception)
        {
            throw VertexError.Precondition(
                $"The container engine '{info.FileName}' can't be started: {exception.Message} Install it, or name another in "
                + $"{nameof(GoogleCloudEmulatorOptions)}.{nameof(GoogleCloudEmulatorOptions.ContainerEngine)}.");
        }
    }
}
