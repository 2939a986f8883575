using MlOps.Sdk.Stages;

namespace MlOps.Sdk.Runs;

/// <summary>Finds what a stage has made earlier in the run store.</summary>
internal sealed class StageHistory(IRunStore store, string pipeline, string stage, string key) : IStageHistory
{
    public async Task<Product?> FindPreviousAsync(CancellationToken cancellationToken) =>
        (await store.FindPreviousAsync(pipeline, stage, key, cancellationToken))?.Product;
}
