using System.Globalization;
using MlOps.Sdk.Testing.Emulator.Http;
using MlOps.Sdk.Testing.Emulator.Storage;

namespace MlOps.Sdk.Testing.Emulator.Dataflow;

/// <summary>The files of a pipeline in Cloud Storage.</summary>
internal sealed class BeamObjects(ObjectStore objects) : IBeamFiles
{
    // Dataflow chooses by load; more than one file shows who reads only the first.
    private const int RowsPerShard = 4000;
    private const int MostShards = 4;

    public IReadOnlyList<BeamField> Read(string path, string target, bool records) => ParquetRows.Export(Texts(path), target, records);

    public IReadOnlyList<string> Texts(string path)
    {
        try
        {
            IReadOnlyList<StoredObject> found = objects.Expand(path);
            return found.Count > 0 ? [.. found.Select(stored => stored.Path)] : throw new BeamFileException($"No files found based on the file pattern {path}");
        }
        catch (EmulatorException exception)
        {
            throw new BeamFileException(exception.Message);
        }
    }

    /// <summary>Writes what a pipeline has computed, all or nothing; the files are <c>prefix-00000-of-00002</c> and so on.</summary>
    /// <exception cref="BeamFileException">A path is none, or a value doesn't fit its column.</exception>
    public void Write(IEnumerable<BeamWrite> writes)
    {
        List<(string Bucket, string Name, string File, string Type)> files = [];
        foreach (BeamWrite write in writes)
        {
            (string bucket, string prefix) = Parse(write.Path);
            bool isParquet = write.Type == "WriteToParquet";
            // Lines of text stay in one file.
            int shards = !isParquet ? 1 : write.Shards > 0 ? write.Shards : (int)Math.Clamp((write.Rows + RowsPerShard - 1) / RowsPerShard, 1, MostShards);
            IReadOnlyList<string> parts = isParquet ? ParquetRows.Import(write, shards) : [write.File];
            files.AddRange(parts.Select((part, i) => (
                bucket, string.Create(CultureInfo.InvariantCulture, $"{prefix}-{i:00000}-of-{shards:00000}"), part, isParquet ? "application/x-parquet" : "text/plain")));
        }

        foreach ((string bucket, string name, string file, string type) in files)
            objects.Put(bucket, name, File.ReadAllBytes(file), type);
    }

    private (string Bucket, string Name) Parse(string path)
    {
        try
        {
            (string Bucket, string Name) parsed = ObjectStore.Parse(path);
            return objects.HasBucket(parsed.Bucket) ? parsed : throw new BeamFileException($"The bucket of {path} does not exist.");
        }
        catch (EmulatorException exception)
        {
            throw new BeamFileException(exception.Message);
        }
    }
}
