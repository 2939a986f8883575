using System.Collections.Concurrent;
using MlOps.Sdk.Artifacts;
using MlOps.Sdk.Data;

namespace MlOps.Sdk.Testing.Conformance;

/// <summary>Keeps what was added to an artifact store.</summary>
internal sealed class RecordedArtifacts(IArtifactStore store) : IArtifactStore
{
    private readonly ConcurrentQueue<DataFile> _added = new();

    public IReadOnlyList<DataFile> Added => [.. _added];

    public async Task<DataFile> AddAsync(string path, CancellationToken cancellationToken)
    {
        DataFile file = await store.AddAsync(path, cancellationToken);
        _added.Enqueue(file);
        return file;
    }

    public Task<DataFile> AddUnrecordedAsync(string path) => store.AddAsync(path, CancellationToken.None);

    public string Resolve(DataFile file) => store.Resolve(file);

    public Task<string> FetchAsync(DataFile file, CancellationToken cancellationToken) => store.FetchAsync(file, cancellationToken);

    public Task<bool> VerifyAsync(DataFile file, CancellationToken cancellationToken) => store.VerifyAsync(file, cancellationToken);
}
