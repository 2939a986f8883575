namespace MlOps.Sdk;

/// <summary>How files travel to and from Cloud Storage.</summary>
public sealed class CloudStorageOptions
{
    /// <summary>From this size on an upload can be taken up where it broke off; 8 MiB by default.</summary>
    public long ResumableFrom { get; set; } = 8L * 1024 * 1024;

    /// <summary>The size of an upload's chunks, a multiple of 256 KiB; 16 MiB by default.</summary>
    public int ChunkSize { get; set; } = 16 * 1024 * 1024;

    /// <summary>From this size on files travel in parallel parts; 128 MiB by default.</summary>
    public long ParallelFrom { get; set; } = 128L * 1024 * 1024;

    /// <summary>How many parts of a file travel at once; 4 by default, 1 for none.</summary>
    public int Parallelism { get; set; } = 4;
}
