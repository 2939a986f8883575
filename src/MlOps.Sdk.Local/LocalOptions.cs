namespace MlOps.Sdk;

/// <summary>How the local platform uses the machine; bound from the configuration section <c>MlOps:Local</c>.</summary>
public sealed class LocalOptions
{
    /// <summary>
    /// The most memory that DuckDB may use before it spills to disk, such as <c>4GB</c> or <c>800MB</c>; null for 60 % of what the machine (or its
    /// container) has. Models are trained outside of this limit.
    /// </summary>
    public string? MemoryLimit { get; set; }

    /// <summary>How many threads DuckDB may use; the number of processors by default.</summary>
    public int Threads { get; set; } = Environment.ProcessorCount;

    /// <summary>The folder that DuckDB spills to; null for <c>work/duckdb</c> below <see cref="MlOpsOptions.Root"/>.</summary>
    public string? TemporaryFolder { get; set; }
}
