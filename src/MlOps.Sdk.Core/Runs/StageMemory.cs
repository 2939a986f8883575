using MlOps.Sdk.Runs.Recipes;

namespace MlOps.Sdk.Runs;

/// <summary>What the run store remembers of a stage: what was made under a key, whether that is still sound, and what has changed since the last time.</summary>
internal sealed class StageMemory(RunScope run, PreparedStage stage, StageAttempts attempts)
{
    /// <summary>What was made under the key; or why it can't be taken; or neither, if nothing was made.</summary>
    public async Task<(StageResult? Sound, string? Objection)> FindAsync(StageKey key, OutsideVersion version, CancellationToken cancellationToken)
    {
        if (version.IsUnknown || await run.Store.FindAsync(key.Digest, cancellationToken) is not { } found)
            return (null, null);
        string? harm = await run.Files.FindHarmAsync(found.Product, cancellationToken);
        string? objection = harm is not null && found.Pruned is { } pruned ? FormattableString.Invariant($"pruned on {pruned:yyyy-MM-dd}") : harm
            ?? await stage.Recipe.FindObjectionAsync(stage.Service, found.Product, attempts.ContextFor(key.Digest, 0, ""), cancellationToken);
        return objection is null ? (found, null) : (null, objection);
    }

    /// <summary>What has changed since the stage last ran.</summary>
    public async Task<IReadOnlyList<string>> FindChangesAsync(StageKey key, CancellationToken cancellationToken) =>
        await run.Store.FindPreviousKeyAsync(run.Pipeline.Name, stage.Plan.Name, cancellationToken) is { } previous
            ? Explanation.Compare(previous, key, [.. stage.Plan.Inputs.Where((_, index) => !stage.Barriers[index])])
            : ["first run"];
}
