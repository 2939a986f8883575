using MlOps.Sdk.Training;

namespace MlOps.Sdk.Registry;

/// <summary>Keeps versions of models; versions never change, aliases move between them, and each move is an entry of the audit log.</summary>
public interface IModelRegistry
{
    /// <summary>Makes a model a version. The same bundle under the same name is the same version, however often it is registered.</summary>
    Task<ModelVersion> RegisterAsync(string model, ValidatedModel validated, CancellationToken cancellationToken);

    /// <summary>The versions of a model, oldest first; empty if there are none.</summary>
    Task<IReadOnlyList<ModelVersion>> ListAsync(string model, CancellationToken cancellationToken);

    /// <summary>The version of a model that an alias names; null if it names none.</summary>
    Task<ModelVersion?> FindAsync(string model, ModelAlias alias, CancellationToken cancellationToken);

    /// <summary>Moves an alias, together with its entry in the audit log; without effect if it is there already.</summary>
    /// <param name="model">The model's name.</param>
    /// <param name="alias">The alias.</param>
    /// <param name="version">The version that it names from now on; null for none.</param>
    /// <param name="cancellationToken">Cancels before anything is written.</param>
    /// <exception cref="KeyNotFoundException">The model has no such version.</exception>
    Task SetAliasAsync(string model, ModelAlias alias, int? version, CancellationToken cancellationToken);
}
