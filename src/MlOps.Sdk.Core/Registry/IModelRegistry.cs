using MlOps.Sdk.Models;

namespace MlOps.Sdk.Registry;

/// <summary>Keeps versions of models; versions never change, aliases move between them, and each move is an entry of the audit log.</summary>
public interface IModelRegistry
{
    /// <summary>
    /// Makes a model a version, and the champion if the decision about it says so; otherwise the challenger. The same bundle under the same name is the same
    /// version, however often it is registered; what a person has rejected or withdrawn stays so.
    /// </summary>
    Task<Registration> RegisterAsync(RegistrationRequest request, CancellationToken cancellationToken);

    /// <summary>The names of the models, in ordinal order.</summary>
    Task<IReadOnlyList<string>> ListModelsAsync(CancellationToken cancellationToken);

    /// <summary>The versions of a model, oldest first; empty if there are none.</summary>
    Task<IReadOnlyList<ModelVersion>> ListAsync(string model, CancellationToken cancellationToken);

    /// <summary>A version as it stands now; null if the model has none of that number.</summary>
    Task<RegisteredVersion?> FindAsync(string model, int version, CancellationToken cancellationToken);

    /// <summary>The version of a model that an alias names; null if it names none.</summary>
    Task<ModelVersion?> FindAsync(string model, ModelAlias alias, CancellationToken cancellationToken);

    /// <summary>Moves an alias, together with its entry in the audit log; without effect if it is there already.</summary>
    /// <param name="model">The model's name.</param>
    /// <param name="alias">The alias.</param>
    /// <param name="version">The version that it names from now on; null for none.</param>
    /// <param name="cancellationToken">Cancels before anything is written.</param>
    /// <exception cref="KeyNotFoundException">The model has no such version.</exception>
    Task SetAliasAsync(string model, ModelAlias alias, int? version, CancellationToken cancellationToken);

    /// <summary>Makes a version that waits for approval the champion; the next run deploys it.</summary>
    /// <param name="model">The model's name.</param>
    /// <param name="version">The version.</param>
    /// <param name="by">The person who approves.</param>
    /// <param name="comment">What the person says; null for nothing.</param>
    /// <param name="cancellationToken">Cancels before anything is written.</param>
    /// <exception cref="KeyNotFoundException">The model has no such version.</exception>
    /// <exception cref="InvalidOperationException">The version doesn't wait for approval.</exception>
    Task ApproveAsync(string model, int version, string by, string? comment, CancellationToken cancellationToken);

    /// <summary>Says no to a version that isn't the champion: no run makes it the champion from now on.</summary>
    /// <inheritdoc cref="ApproveAsync"/>
    /// <exception cref="InvalidOperationException">The version is the champion.</exception>
    Task RejectAsync(string model, int version, string by, string? comment, CancellationToken cancellationToken);

    /// <summary>
    /// Makes any version the champion, whatever was decided; going back to an earlier one withdraws the one in its place. The next run deploys it.
    /// </summary>
    /// <inheritdoc cref="ApproveAsync"/>
    Task PromoteAsync(string model, int version, string by, string? comment, CancellationToken cancellationToken);

    /// <summary>The model card of a version: what its bundle and the evidence of its registration say.</summary>
    /// <exception cref="KeyNotFoundException">The model has no such version.</exception>
    Task<ModelCard> ReadCardAsync(string model, int version, CancellationToken cancellationToken);
}
