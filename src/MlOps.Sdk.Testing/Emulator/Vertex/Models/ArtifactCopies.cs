using MlOps.Sdk.Testing.Emulator.Storage;

namespace MlOps.Sdk.Testing.Emulator.Vertex.Models;

/// <summary>Copies a model's artifacts at upload, so that later changes to them change nothing.</summary>
internal sealed class ArtifactCopies(ObjectStore objects)
{
    private const string Bucket = "vertex-managed-models";

    private readonly Lock _lock = new();

    /// <summary>Copies a folder.</summary>
    /// <param name="artifactUri">The folder.</param>
    /// <param name="folder">A name for the copy that no other has.</param>
    /// <returns>The copy's URI.</returns>
    public string Copy(string artifactUri, string folder)
    {
        string[] parts = artifactUri["gs://".Length..].Split('/', 2);
        string prefix = parts.Length == 1 || parts[1].Length == 0 ? "" : parts[1].TrimEnd('/') + "/";
        IReadOnlyList<StoredObject> files = objects.List(parts[0], prefix);
        if (files.Count == 0)
            throw VertexError.Precondition($"There are no files under the given artifact_uri: {artifactUri}.");
        lock (_lock)
        {
            if (!objects.HasBucket(Bucket))
                objects.CreateBucket(Bucket);
        }

        foreach (StoredObject file in files)
            objects.Put(Bucket, $"{folder}/{file.Name[prefix.Length..]}", file.Read(), file.ContentType);
        return $"gs://{Bucket}/{folder}";
    }
}
