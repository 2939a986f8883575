using MlOps.Sdk.Data;

namespace MlOps.Sdk.Artifacts;

/// <summary>Keeps files and folders under the hash of their content; what is stored never changes.</summary>
public interface IArtifactStore
{
    /// <summary>
    /// Takes a file or folder into the store by moving it, and returns its reference <c>artifact:DIGEST</c>. Durable and complete before it returns;
    /// storing the same content twice is storing it once. A folder's digest covers the relative path and digest of each file in it.
    /// </summary>
    Task<DataFile> AddAsync(string path, CancellationToken cancellationToken);

    /// <summary>The absolute local path of a reference: of a stored file or folder, or of data used in place.</summary>
    /// <exception cref="ArgumentException">The file lies elsewhere, such as in Cloud Storage; <see cref="FetchAsync"/> brings it here.</exception>
    string Resolve(DataFile file);

    /// <summary>
    /// The absolute local path at which a file or folder can be read; brings it here if it lies elsewhere (see <see cref="IRemoteFiles"/>). What was brought
    /// here stays, and is checked before it is used again.
    /// </summary>
    Task<string> FetchAsync(DataFile file, CancellationToken cancellationToken);

    /// <summary>Whether the file or folder exists and its content has the digest; hashes the content.</summary>
    Task<bool> VerifyAsync(DataFile file, CancellationToken cancellationToken);

    /// <summary>The stored files and folders, each with its length; none if the store can't tell, and so is never pruned.</summary>
    Task<IReadOnlyList<DataFile>> ListAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<DataFile>>([]);

    /// <summary>Deletes a stored file or folder; without effect if it isn't there, or if the store keeps everything.</summary>
    Task DeleteAsync(DataFile file, CancellationToken cancellationToken) => Task.CompletedTask;
}
