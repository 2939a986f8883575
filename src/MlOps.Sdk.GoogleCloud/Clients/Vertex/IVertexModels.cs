namespace MlOps.Sdk.Clients;

/// <summary>Models and their versions.</summary>
/// <remarks>A model is named by its id or its full name; a version by <c>id@version</c> or <c>id@alias</c>.</remarks>
public interface IVertexModels
{
    /// <summary>Uploads a version of a model, the first or a further one, or finds the one that was uploaded under this key.</summary>
    /// <remarks>Image and artifacts are copied: what changes at their places afterwards changes nothing.</remarks>
    /// <param name="modelId">The model's id: lower-case letters, digits, <c>_</c>, <c>-</c>, beginning with a letter, at most 63.</param>
    /// <param name="model">The version.</param>
    /// <param name="key">A label's value that belongs to this version alone.</param>
    /// <param name="cancellationToken">Gives up; the upload may go on.</param>
    /// <returns>The version, with <see cref="VertexModel.VersionId"/>.</returns>
    Task<VertexModel> UploadAsync(string modelId, VertexModel model, string key, CancellationToken cancellationToken);

    /// <summary>Gets a version; the one with the alias <c>default</c> if none is named.</summary>
    /// <exception cref="GoogleCloudException">There is none of this name.</exception>
    Task<VertexModel> GetAsync(string model, CancellationToken cancellationToken);

    /// <summary>Gets a version; null if there is none of this name.</summary>
    Task<VertexModel?> FindAsync(string model, CancellationToken cancellationToken);

    /// <summary>Lists a model's versions; none if there is no such model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="filter">In the service's words; null for all.</param>
    /// <param name="cancellationToken">Gives up.</param>
    IAsyncEnumerable<VertexModel> ListVersionsAsync(string model, string? filter, CancellationToken cancellationToken);

    /// <summary>Sets and removes aliases of a version; an alias that another version has moves.</summary>
    /// <param name="model">The model.</param>
    /// <param name="version">The version's number.</param>
    /// <param name="set">Aliases that the version is to have.</param>
    /// <param name="removed">Aliases that the version isn't to have.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<VertexModel> SetAliasesAsync(
        string model, string version, IReadOnlyList<string> set, IReadOnlyList<string> removed, CancellationToken cancellationToken);

    /// <summary>Deletes a version; nothing happens if there is none.</summary>
    /// <exception cref="GoogleCloudException">It is deployed, or the default one.</exception>
    Task DeleteVersionAsync(string model, string version, CancellationToken cancellationToken);

    /// <summary>Deletes a model with all its versions; nothing happens if there is none.</summary>
    /// <exception cref="GoogleCloudException">One of them is deployed.</exception>
    Task DeleteAsync(string model, CancellationToken cancellationToken);
}
