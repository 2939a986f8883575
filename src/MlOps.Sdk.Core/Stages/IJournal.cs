namespace MlOps.Sdk.Stages;

/// <summary>Notes of a stage that survive the process, kept by stage key.</summary>
public interface IJournal
{
    /// <summary>The note of this name; null if there is none.</summary>
    Task<string?> ReadAsync(string name, CancellationToken cancellationToken);

    /// <summary>Writes a note durably before it returns; replaces one of the same name.</summary>
    Task WriteAsync(string name, string value, CancellationToken cancellationToken);
}
