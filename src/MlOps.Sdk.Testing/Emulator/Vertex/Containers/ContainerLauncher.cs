using System.ComponentModel;
using System.Diagnostics;
using MlOps.Sdk.Testing.Emulator.Http;

namespace MlOps.Sdk.Testing.Emulator.Vertex.Containers;

/// <summary>Starts local processes in place of containers, and ends those that are left.</summary>
internal sealed class ContainerLauncher(EmulatorState state) : IAsyncDisposable
{
    private readonly Lock _lock = new();
    private readonly List<ContainerProcess> _processes = [];
    private int _last;
    private bool _hasEnded;

    /// <summary>Whether there is a command for the image.</summary>
    public bool HasImage(string imageUri) => state.Options.Images.ContainsKey(imageUri);

    /// <summary>Starts a container.</summary>
    /// <exception cref="EmulatorException">The image isn't found, or its command can't be started.</exception>
    public ContainerProcess Start(ContainerStart start)
    {
        if (!state.Options.Images.TryGetValue(start.ImageUri, out IReadOnlyList<string>? image) || image.Count == 0)
        {
            throw VertexError.NotFound(
                $"Failed to pull image \"{start.ImageUri}\": rpc error: code = NotFound desc = failed to resolve reference: not found. "
                + $"The emulator knows no command for it: name one in {nameof(GoogleCloudEmulatorOptions)}.{nameof(GoogleCloudEmulatorOptions.Images)}.");
        }

        lock (_lock)
        {
            if (_hasEnded)
                throw new OperationCanceledException("The emulator has ended.");
            ContainerProcess process = Start(start, image, Path.Combine(state.Folder, "containers", $"{++_last}"));
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

        foreach (ContainerProcess process in left)
            await process.KillAsync();
    }

    private ContainerProcess Start(ContainerStart start, IReadOnlyList<string> image, string folder)
    {
        Directory.CreateDirectory(folder);
        ProcessStartInfo info = new(image[0])
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        foreach (string argument in image.Skip(1))
            info.ArgumentList.Add(argument);
        foreach (string argument in start.Command.Concat(start.Args))
            info.ArgumentList.Add(VariableExpansion.Expand(argument, start.Environment));
        // What belongs to a container of the host that runs the tests doesn't belong to this one.
        foreach (string name in info.Environment.Keys.Where(name => name.StartsWith("AIP_", StringComparison.Ordinal) || name.StartsWith("CLOUD_ML_", StringComparison.Ordinal)).ToArray())
            info.Environment.Remove(name);
        string address = state.Address.ToString().TrimEnd('/');
        info.Environment["STORAGE_EMULATOR_HOST"] = address;
        info.Environment["MLOPS_GOOGLE_ENDPOINT"] = address;
        foreach ((string name, string value) in start.Environment)
            info.Environment[name] = VariableExpansion.Expand(value, start.Environment);
        try
        {
            Process process = Process.Start(info)!;
            process.StandardInput.Close();
            return new ContainerProcess(process, folder);
        }
        catch (Win32Exception exception)
        {
            throw VertexError.Precondition($"The command '{image[0]}' of image \"{start.ImageUri}\" can't be started: {exception.Message}");
        }
    }
}
