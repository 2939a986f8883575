using DuckDB.NET.Data;
using DuckDB.NET.Native;
using MlOps.Sdk.Stages;

namespace MlOps.Sdk.Data;

/// <summary>What DuckDB's errors mean for a stage.</summary>
internal static class DuckDbErrors
{
    /// <summary>A <see cref="StageException"/> for what the data or the query causes; an <see cref="IOException"/> for what may pass.</summary>
    public static Exception Translate(DuckDBException exception, string? stage)
    {
        string where = stage is null ? "" : stage + ": ";
        string message = Message(exception);
        return exception.ErrorType switch
        {
            DuckDBErrorType.OutOfMemory => new StageException(
                $"{where}DuckDB has not enough memory: {message} Raise MlOps:Local:MemoryLimit, or lower MlOps:Local:Threads.", exception),
            DuckDBErrorType.Io => new IOException(where + message, exception),
            _ => new StageException(where + message, exception),
        };
    }

    /// <summary>DuckDB's message without its class and without the query.</summary>
    public static string Message(DuckDBException exception)
    {
        string text = exception.Message;
        int query = text.IndexOf("\n\nLINE ", StringComparison.Ordinal);
        if (query > 0)
            text = text[..query];
        int colon = text.IndexOf(" Error: ", StringComparison.Ordinal);
        return (colon is > 0 and < 40 ? text[(colon + " Error: ".Length)..] : text).Trim();
    }
}
