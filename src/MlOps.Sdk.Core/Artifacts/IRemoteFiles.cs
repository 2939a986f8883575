using MlOps.Sdk.Data;

namespace MlOps.Sdk.Artifacts;

/// <summary>Files that lie elsewhere, such as objects of Cloud Storage, by their URI's scheme.</summary>
/// <remarks>A platform registers one, so that an <see cref="IArtifactStore"/> can bring such files here.</remarks>
public interface IRemoteFiles
{
    /// <summary>The scheme of the locations, such as <c>gs</c>.</summary>
    string Scheme { get; }

    /// <summary>Brings a file, or a folder with all that is in it, to a local path at which there is nothing; what arrives has the digest.</summary>
    Task DownloadAsync(DataFile file, string path, CancellationToken cancellationToken);

    /// <summary>Whether the file or folder exists and its content has the digest, as far as can be told without reading it.</summary>
    Task<bool> VerifyAsync(DataFile file, CancellationToken cancellationToken);
}
