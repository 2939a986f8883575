using Microsoft.Extensions.DependencyInjection;
using MlOps.Sdk.Artifacts;
using MlOps.Sdk.Data;
using MlOps.Sdk.Deployments;
using MlOps.Sdk.Registry;

namespace MlOps.Sdk.Runs;

/// <summary>Deletes the artifacts that nothing kept stands on, while no run is under way.</summary>
internal sealed class Pruning(RunServices services, Retention retention)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    private readonly string _root = Path.GetFullPath(services.Options.Root);

    public async Task<PruneReport> PruneAsync(bool dryRun, CancellationToken cancellationToken)
    {
        if (dryRun)
            return await PruneNowAsync(dryRun: true, cancellationToken);
        while (true)
        {
            // Runs that start wait for this lock; while those under way end, it is let go again, so that they wait for the deleting only.
            using (FileLock alone = await RunFolders.HoldBackAsync(_root, services.Time, cancellationToken))
            {
                if (!RunFolders.IsAnyAlive(_root))
                    return await PruneNowAsync(dryRun: false, cancellationToken);
            }

            await Task.Delay(Pause, services.Time, cancellationToken);
        }
    }

    private async Task<PruneReport> PruneNowAsync(bool dryRun, CancellationToken cancellationToken)
    {
        await using AsyncServiceScope scope = services.Provider.CreateAsyncScope();
        IRunStore store = scope.ServiceProvider.GetRequiredService<IRunStore>();
        IArtifactStore artifacts = scope.ServiceProvider.GetRequiredService<IArtifactStore>();
        RunReferences references = await store.ReadReferencesAsync(cancellationToken);
        HashSet<string> runs = await FindKeptRunsAsync(store, cancellationToken);
        IEnumerable<string> digests = [.. await FindModelsAsync(scope.ServiceProvider, cancellationToken), .. references.Notes];
        KeptArtifacts kept = new(references.Results, result => result.Runs.Any(runs.Contains), digests);

        ILookup<string, string> makers = references.Results
            .SelectMany(result => result.Files.Select(file => (Digest: ArtifactLocation.DigestOf(file), result.Key)))
            .Where(pair => pair.Digest is not null).ToLookup(pair => pair.Digest!, pair => pair.Key, StringComparer.Ordinal);
        ILookup<bool, DataFile> stored = (await artifacts.ListAsync(cancellationToken)).ToLookup(file => kept.Has(file.Digest));
        PruneReport report = new(
            dryRun,
            stored[false].Where(file => makers.Contains(file.Digest)).Select(file => new PrunedArtifact(file, makers[file.Digest].Distinct().ToValueList())).ToValueList(),
            stored[false].Where(file => !makers.Contains(file.Digest)).ToValueList(),
            stored[true].ToValueList());
        if (!dryRun)
            await DeleteAsync(store, artifacts, report, cancellationToken);
        return report;
    }

    // The marks first: a process that dies in the middle leaves products that are marked and there, which is no harm.
    private async Task DeleteAsync(IRunStore store, IArtifactStore artifacts, PruneReport report, CancellationToken cancellationToken)
    {
        await store.MarkPrunedAsync([.. report.Deleted.SelectMany(artifact => artifact.Stages).Distinct()], services.Time.GetUtcNow(), cancellationToken);
        foreach (DataFile file in report.Deleted.Select(artifact => artifact.File).Concat(report.Unknown))
            await artifacts.DeleteAsync(file, cancellationToken);
    }

    private async Task<HashSet<string>> FindKeptRunsAsync(IRunStore store, CancellationToken cancellationToken)
    {
        HashSet<string> kept = new(StringComparer.Ordinal);
        DateTimeOffset oldest = services.Time.GetUtcNow() - retention.Age;
        foreach (IGrouping<string, RunRecord> pipeline in (await store.ListAsync(null, int.MaxValue, cancellationToken)).GroupBy(run => run.Pipeline))
        {
            int succeeded = 0;
            foreach (RunRecord run in pipeline)
            {
                bool isLatest = succeeded < retention.Runs;
                succeeded += run.State == RunState.Succeeded ? 1 : 0;
                if (isLatest || run.Started >= oldest || run.State == RunState.Running)
                    kept.Add(run.Id);
            }
        }

        return kept;
    }

    // The bundles of all versions; and what the endpoints' files name, also if someone has moved the run store away.
    private async Task<List<string>> FindModelsAsync(IServiceProvider provider, CancellationToken cancellationToken)
    {
        List<string> digests = [];
        if (provider.GetService<IModelRegistry>() is { } registry)
        {
            foreach (string model in await registry.ListModelsAsync(cancellationToken))
                digests.AddRange((await registry.ListAsync(model, cancellationToken)).Select(version => version.Bundle.Digest));
        }

        foreach (string endpoint in EndpointFile.List(_root))
            digests.Add(EndpointFile.Parse(await File.ReadAllBytesAsync(EndpointFile.PathOf(_root, endpoint), cancellationToken)).Digest);
        return digests;
    }
}
