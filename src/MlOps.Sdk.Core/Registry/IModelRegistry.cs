using MlOps.Sdk.Training;

namespace MlOps.Sdk.Registry;

/// <summary>Keeps versions of models; versions never change.</summary>
public interface IModelRegistry
{
    /// <summary>Makes a model a version. The same bundle under the same name is the same version, however often it is registered.</summary>
    Task<ModelVersion> RegisterAsync(string model, ValidatedModel validated, CancellationToken cancellationToken);

    /// <summary>The versions of a model, oldest first; empty if there are none.</summary>
    Task<IReadOnlyList<ModelVersion>> ListAsync(string model, CancellationToken cancellationToken);
}
