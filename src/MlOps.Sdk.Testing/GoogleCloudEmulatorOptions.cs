namespace MlOps.Sdk.Testing;

/// <summary>How the emulator behaves.</summary>
public sealed class GoogleCloudEmulatorOptions
{
    /// <summary>The port; 0, which takes a free one, by default.</summary>
    public int Port { get; set; }

    /// <summary>The project's number, which answers of Vertex AI hold instead of its id; <c>123456789012</c> by default.</summary>
    public string ProjectNumber { get; set; } = "123456789012";

    /// <summary>The clock of all times that the emulator writes; the system's by default.</summary>
    public TimeProvider Time { get; set; } = TimeProvider.System;

    /// <summary>
    /// For each container image the command that does its work as a local process, such as
    /// <c>["eu-docker.pkg.dev/p/r/worker:1"] = ["dotnet", "/path/MlOps.Sdk.Worker.dll"]</c>; the container's own arguments are added. Other images are
    /// <see cref="ContainerEngine"/>'s.
    /// </summary>
    public IDictionary<string, IReadOnlyList<string>> Images { get; } = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);

    /// <summary>
    /// The command of a container engine, such as <c>["podman"]</c>, which runs the images that <see cref="Images"/> doesn't name: those that it has, and those
    /// that it can pull. Empty by default, so that they are not found.
    /// </summary>
    /// <remarks>
    /// For an image as it will run in the cloud. Containers share the machine's network, as the emulator listens on loopback, and get the service's variables;
    /// one that is cancelled, or left at the end, is sent SIGTERM, is killed ten seconds later, and is removed.
    /// </remarks>
    public IReadOnlyList<string> ContainerEngine { get; set; } = [];

    /// <summary>
    /// The Python 3 that executes the expressions of Beam YAML and, if it has the module <c>xgboost</c>, trains BigQuery's boosted trees; <c>python3</c> by default.
    /// </summary>
    public string Python { get; set; } = "python3";
}
