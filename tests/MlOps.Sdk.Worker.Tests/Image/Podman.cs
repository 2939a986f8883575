using System.Globalization;

namespace MlOps.Sdk.Worker.Tests.Image;

/// <summary>A podman with a store of its own.</summary>
internal sealed class Podman
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(50);

    private readonly string _folder;

    /// <param name="folder">Its folder.</param>
    /// <param name="registry">The registry to which it talks without TLS.</param>
    public Podman(string folder, string registry)
    {
        _folder = Directory.CreateDirectory(Path.Combine(folder, "podman")).FullName;
        string settings = Path.Combine(_folder, "containers.conf");
        // runc, because crun 1.8 refuses a machine with both versions of control groups; limits, because podman asks for greater ones than this process may set.
        File.WriteAllText(settings, string.Create(CultureInfo.InvariantCulture, $"""
            [containers]
            default_ulimits = ["nofile=1024:{Math.Min(OpenFiles(), 1_048_576)}", "nproc=4096:4096"]
            [engine]
            runtime = "runc"
            cgroup_manager = "cgroupfs"
            events_logger = "none"
            tmp_dir = "{_folder}/tmp"
            """));
        string registries = Path.Combine(_folder, "registries.conf");
        File.WriteAllText(registries, $"""
            [[registry]]
            location = "{registry}"
            insecure = true
            """);
        Line =
        [
            "env", $"CONTAINERS_CONF={settings}", $"CONTAINERS_REGISTRIES_CONF={registries}", "podman", "--root", $"{_folder}/root", "--runroot", $"{_folder}/run",
        ];
    }

    /// <summary>The command, to which arguments are added.</summary>
    public IReadOnlyList<string> Line { get; }

    public Task<string> RunAsync(params IReadOnlyList<string> arguments) => Command.RunAsync([.. Line, .. arguments]);

    public Task<(int ExitCode, string Output, string Errors)> TryAsync(params IReadOnlyList<string> arguments) => Command.TryAsync([.. Line, .. arguments]);

    /// <summary>The names of all containers, also of those that have ended.</summary>
    public async Task<IReadOnlyList<string>> ContainersAsync() =>
        (await RunAsync("ps", "--all", "--format", "{{.Names}}")).Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Waits until a container is running.</summary>
    public async Task RunningAsync(CancellationToken cancellationToken)
    {
        while ((await RunAsync("ps", "--format", "{{.Names}}")).Length == 0)
            await Task.Delay(BetweenLooks, TimeProvider.System, cancellationToken);
    }

    /// <summary>Ends and removes everything that it holds.</summary>
    public async Task EraseAsync()
    {
        await RunAsync("rm", "--all", "--force", "--time", "0");
        await RunAsync("rmi", "--all", "--force");
        // podman mounts its store onto itself.
        foreach (string mount in (await File.ReadAllLinesAsync("/proc/mounts")).Select(line => line.Split(' ')[1]).Where(mount => mount.StartsWith(_folder, StringComparison.Ordinal)).Reverse())
            await Command.RunAsync("umount", mount);
    }

    private static long OpenFiles()
    {
        string line = File.ReadLines("/proc/self/limits").Single(line => line.StartsWith("Max open files", StringComparison.Ordinal));
        return long.TryParse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[4], NumberStyles.None, CultureInfo.InvariantCulture, out long hard) ? hard : long.MaxValue;
    }
}
