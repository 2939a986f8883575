using System.Diagnostics;
using System.Globalization;

namespace MlOps.Sdk.Worker.Tests.Image;

/// <summary>A registry of container images on loopback, in a folder; it ends with this process, however that ends.</summary>
internal sealed class LocalRegistry : IAsyncDisposable
{
    private readonly Process _process;

    private LocalRegistry(Process process, string address)
    {
        _process = process;
        Address = address;
    }

    /// <summary>Such as <c>localhost:40123</c>: the SDK and podman talk to that without TLS.</summary>
    public string Address { get; }

    public static async Task<LocalRegistry> StartAsync(string folder)
    {
        int port = Loopback.FreePort();
        string configuration = Path.Combine(folder, "registry.yml");
        await File.WriteAllTextAsync(configuration, string.Create(CultureInfo.InvariantCulture, $"""
            version: 0.1
            log:
              level: error
            storage:
              filesystem:
                rootdirectory: {Path.Combine(folder, "registry")}
            http:
              addr: 127.0.0.1:{port}
            """));
        // The shell outlives this process just long enough to end the registry: its input closes when this process is gone.
        ProcessStartInfo start = new("sh", ["-c", "exec >\"$0.log\" 2>&1; docker-registry serve \"$0\" & registry=$!; cat >/dev/null; kill $registry; wait $registry", configuration])
        {
            RedirectStandardInput = true,
        };
        LocalRegistry registry = new(Process.Start(start)!, $"localhost:{port}");
        try
        {
            await Loopback.AnsweredAsync($"http://{registry.Address}/v2/");
            return registry;
        }
        catch (OperationCanceledException exception)
        {
            await registry.DisposeAsync();
            throw new InvalidOperationException($"docker-registry doesn't answer:\n{await File.ReadAllTextAsync(configuration + ".log")}", exception);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
