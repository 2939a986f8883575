namespace MlOps.Sdk.Testing.Emulator.Vertex.Containers;

/// <summary>What a container is started with.</summary>
/// <param name="ImageUri">The image.</param>
/// <param name="Command">The specification's command; it follows the command that stands for the image.</param>
/// <param name="Args">The specification's arguments, with those that the service adds.</param>
/// <param name="Environment">The specification's variables and those of the service.</param>
internal sealed record ContainerStart(
    string ImageUri, IReadOnlyList<string> Command, IReadOnlyList<string> Args, IReadOnlyDictionary<string, string> Environment);
