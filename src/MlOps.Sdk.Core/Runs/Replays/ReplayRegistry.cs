using MlOps.Sdk.Models;
using MlOps.Sdk.Registry;

namespace MlOps.Sdk.Runs;

/// <summary>A registry whose champions are those that a recorded run was compared with, and that takes nothing.</summary>
/// <param name="inner">The real registry, which is only read.</param>
/// <param name="champions">The champion of each model that the recorded run looked for; null for none.</param>
internal sealed class ReplayRegistry(IModelRegistry inner, IReadOnlyDictionary<string, int?> champions) : IModelRegistry
{
    public async Task<ModelVersion?> FindAsync(string model, ModelAlias alias, CancellationToken cancellationToken)
    {
        if (alias != ModelAlias.Champion || !champions.TryGetValue(model, out int? champion))
            return await inner.FindAsync(model, alias, cancellationToken);
        return champion is { } version ? (await inner.FindAsync(model, version, cancellationToken))?.Version : null;
    }

    public Task<RegisteredVersion?> FindAsync(string model, int version, CancellationToken cancellationToken) => inner.FindAsync(model, version, cancellationToken);

    public Task<IReadOnlyList<string>> ListModelsAsync(CancellationToken cancellationToken) => inner.ListModelsAsync(cancellationToken);

    public Task<IReadOnlyList<ModelVersion>> ListAsync(string model, CancellationToken cancellationToken) => inner.ListAsync(model, cancellationToken);

    public Task<ModelCard> ReadCardAsync(string model, int version, CancellationToken cancellationToken) => inner.ReadCardAsync(model, version, cancellationToken);

    public Task<Registration> RegisterAsync(RegistrationRequest request, CancellationToken cancellationToken) => throw Refusal();

    public Task SetAliasAsync(string model, ModelAlias alias, int? version, CancellationToken cancellationToken) => throw Refusal();

    public Task ApproveAsync(string model, int version, string by, string? comment, CancellationToken cancellationToken) => throw Refusal();

    public Task RejectAsync(string model, int version, string by, string? comment, CancellationToken cancellationToken) => throw Refusal();

    public Task PromoteAsync(string model, int version, string by, string? comment, CancellationToken cancellationToken) => throw Refusal();

    private static InvalidOperationException Refusal() => new("replay: the registry takes nothing from a replay. Run the pipeline to register a model.");
}
