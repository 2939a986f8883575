using System.ComponentModel;
using System.Diagnostics;
using MlOps.Sdk.Testing.Emulator.Http;

namespace MlOps.Sdk.Testing.Emulator.Vertex.Containers;

/// <summary>Starts containers, or local processes in place of them, and ends those that are left.</summary>
internal sealed class ContainerLauncher(EmulatorState state) : IAsyncDisposable
{
    private readonly ContainerEngine? _engine = state.Options.ContainerEngine is { Count: > 0 } command ? new ContainerEngine(command) : null;
    private readonly Lock _lock = new();
    private readonly List<ContainerProcess> _processes = [];
    private int _last;
    private bool _hasEnded;

    /// <summary>Why an image can't be run; null if it can.</summary>
    public async Task<string?> WhyMissingAsync(string imageUri, CancellationToken cancellationToken) =>
        CommandOf(imageUri) is not null ? null
        : _engine is not null ? await _engine.WhyMissingAsync(imageUri, cancellationToken)
        : $"The emulator knows no command for it: name one in {nameof(GoogleCloudEmulatorOptions)}.{nameof(GoogleCloudEmulatorOptions.Images)}, "
            + $"or a container engine in {nameof(GoogleCloudEmulatorOptions.ContainerEngine)}.";

    /// <summary>Starts a container.</summary>
    /// <exception cref="EmulatorException">The image isn't found, or its command can't be started.</exception>
    public async Task<ContainerProcess> StartAsync(ContainerStart start, CancellationToken cancellationToken)
    {
        if (await WhyMissingAsync(start.ImageUri, cancellationToken) is { } reason)
        {
            throw VertexError.NotFound(
                $"Failed to pull image \"{start.ImageUri}\": rpc error: code = NotFound desc = failed to resolve reference: not found. {reason}");
        }

        lock (_lock)
        {
            if (_hasEnded)
                throw new OperationCanceledException("The emulator has ended.");
            ContainerProcess process = Start(start, Path.Combine(state.Folder, "containers", $"{++_last}"));
            _processes.Add(process);
            return process;
        }
    }

    /// <summary>Kills a container and forgets it.</summary>
    public async Task EndAsync(ContainerProcess process)
    {
        await process.KillAsync();
        lock (_lock)
            _processes.Remove(process);
        process.Dispose();
    }

    public async ValueTask DisposeAsync()
    {
        ContainerProcess[] left;
        lock (_lock)
        {
            _hasEnded = true;
            left = [.. _processes];
        }

        await Task.WhenAll(left.Select(process => process.KillAsync()));
    }

    private ContainerProcess Start(ContainerStart start, string folder)
    {
        Directory.CreateDirectory(folder);
        string address = state.Address.ToString().TrimEnd('/');
        Dictionary<string, string> environment = new(StringComparer.Ordinal) { ["STORAGE_EMULATOR_HOST"] = address, ["MLOPS_GOOGLE_ENDPOINT"] = address };
        foreach ((string name, string value) in start.Environment)
            environment[name] = VariableExpansion.Expand(value, start.Environment);
        ContainerStart expanded = start with
        {
            Command = [.. start.Command.Select(argument => VariableExpansion.Expand(argument, start.Environment))],
            Args = [.. start.Args.Select(argument => VariableExpansion.Expand(argument, start.Environment))],
            Environment = environment,
        };
        return CommandOf(start.ImageUri) is { } command
            ? new ContainerProcess(Start(InPlaceOf(expanded, command, folder), expanded, folder), folder)
            : Start(_engine!, expanded, folder);
    }

    private IReadOnlyList<string>? CommandOf(string imageUri) =>
        state.Options.Images.TryGetValue(imageUri, out IReadOnlyList<string>? command) && command.Count > 0 ? command : null;

    private static ContainerProcess Start(ContainerEngine engine, ContainerStart start, string folder)
    {
        string name = ContainerEngine.NewName();
        return new ContainerProcess(Start(engine.Run(name, start), start, folder), folder, exit => engine.StopAsync(name, exit));
    }

    private static ProcessStartInfo InPlaceOf(ContainerStart start, IReadOnlyList<string> command, string folder)
    {
        ProcessStartInfo info = new(command[0], [.. command.Skip(1), .. start.Command, .. start.Args]);
        // What belongs to a container of the host that runs the tests doesn't belong to this one.
        foreach (string name in info.Environment.Keys.Where(name => name.StartsWith("AIP_", StringComparison.Ordinal) || name.StartsWith("CLOUD_ML_", StringComparison.Ordinal)).ToArray())
            info.Environment.Remove(name);
        // A container's temporary files end with it, also if it is killed.
        info.Environment["TMPDIR"] = folder;
        foreach ((string name, string value) in start.Environment)
            info.Environment[name] = value;
        return info;
    }

    private static Process Start(ProcessStartInfo info, ContainerStart start, string folder)
    {
        info.WorkingDirectory = folder;
        info.RedirectStandardInput = info.RedirectStandardError = info.RedirectStandardOutput = true;
        try
        {
            Process process = Process.Start(info)!;
            process.StandardInput.Close();
            return process;
        }
        catch (Win32Exception exception)
        {
            throw VertexError.Precondition($"The command '{info.FileName}' of image \"{start.ImageUri}\" can't be started: {exception.Message}");
        }
    }
}
