using System.Collections.Concurrent;

namespace MlOps.Sdk.Testing.Emulator.Storage;

/// <summary>The uploads in chunks, by the ids in their addresses.</summary>
internal sealed class UploadSessions
{
    private readonly ConcurrentDictionary<string, UploadSession> _sessions = new(StringComparer.Ordinal);

    public void Add(string id, UploadSession session) => _sessions[id] = session;

    public UploadSession? Find(string? id) => id is not null && _sessions.TryGetValue(id, out UploadSession? session) ? session : null;

    public bool Remove(string? id) => id is not null && _sessions.TryRemove(id, out _);
}
