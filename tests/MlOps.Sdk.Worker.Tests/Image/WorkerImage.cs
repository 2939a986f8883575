using System.Reflection;
using System.Runtime.InteropServices;

namespace MlOps.Sdk.Worker.Tests.Image;

/// <summary>The worker's image, published to a registry on loopback as the README says, and a podman that can pull it.</summary>
[CollectionDefinition(Tests)]
public sealed class WorkerImage : IAsyncLifetime, ICollectionFixture<WorkerImage>
{
    public const string Tests = "The worker's image";

    private static readonly (string Program, string Package)[] Needed =
        [("podman", "podman"), ("runc", "runc"), ("docker-registry", "docker-registry"), ("mmdebstrap", "mmdebstrap")];

    private readonly string _folder = Directory.CreateTempSubdirectory("mlops-image-").FullName;
    private string? _missing;
    private LocalRegistry? _registry;
    private Podman? _podman;
    private string? _name;

    /// <summary>The image's name.</summary>
    internal string Name
    {
        get
        {
            SkipIfMissing();
            return _name!;
        }
    }

    internal Podman Podman
    {
        get
        {
            SkipIfMissing();
            return _podman!;
        }
    }

    /// <summary>The image on which it stands.</summary>
    internal string Base { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        _missing = WhatIsMissing();
        if (_missing is not null)
            return;
        try
        {
            _registry = await LocalRegistry.StartAsync(_folder);
            _podman = new Podman(_folder, _registry.Address);
            if (await WhyNoContainersAsync(_podman, _registry) is { } reason)
            {
                _missing = $"The worker's image can't be run here: {reason}";
                return;
            }

            await Command.RunAsync("dotnet", "publish", "-t:PublishContainer", Path.Combine(Repository(), "src", "MlOps.Sdk.Worker"),
                "--no-build", "-c", typeof(WorkerImage).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration, "-nr:false",
                $"-p:PublishDir={Path.Combine(_folder, "publish")}/", $"-p:ContainerBaseImage={Base}",
                $"-p:ContainerRegistry={_registry.Address}", "-p:ContainerRepository=my-project/mlops/worker", "-p:ContainerImageTag=1");
            _name = $"{_registry.Address}/my-project/mlops/worker:1";
        }
        catch
        {
            await DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_podman is not null)
            await _podman.EraseAsync();
        if (_registry is not null)
            await _registry.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    // A machine without Debian's packages in reach has nothing to stand on, and one may forbid containers: neither is the worker's fault.
    private async Task<string?> WhyNoContainersAsync(Podman podman, LocalRegistry registry)
    {
        try
        {
            Base = await BaseImage.PushAsync(podman, registry.Address, _folder);
            await podman.RunAsync("run", "--rm", "--network", "host", Base, "true");
            return null;
        }
        catch (InvalidOperationException exception)
        {
            return exception.Message;
        }
    }

    private void SkipIfMissing() => Assert.SkipWhen(_missing is not null, _missing ?? "");

    private static string? WhatIsMissing()
    {
        if (!OperatingSystem.IsLinux())
            return "The worker's image is run on Linux only.";
        string[] packages = [.. Needed.Where(needed => !Command.Exists(needed.Program)).Select(needed => needed.Package)];
        return RuntimeInformation.ProcessArchitecture != Architecture.X64 ? "The worker's image is for x64 only."
            : packages.Length > 0 ? $"The worker's image can't be run here: apt-get install --no-install-recommends {string.Join(' ', packages)}."
            : !Environment.IsPrivilegedProcess ? "The worker's image can't be run here: only root may make its base image."
            : null;
    }

    private static string Repository()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "MlOps.Sdk.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException($"{AppContext.BaseDirectory} doesn't lie in the repository.");
    }
}
