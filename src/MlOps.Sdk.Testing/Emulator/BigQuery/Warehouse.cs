using System.Globalization;
using DuckDB.NET.Data;
using MlOps.Sdk.Testing.Emulator.GoogleSql;

namespace MlOps.Sdk.Testing.Emulator.BigQuery;

/// <summary>The DuckDB that holds the rows of all tables, and computes.</summary>
/// <remarks>
/// A table of BigQuery is one of DuckDB with a name that was never used before; what replaces a table writes another one, so that the replacement is seen at
/// once or not at all, and what reads the old one reads on.
/// </remarks>
internal sealed class Warehouse(string folder) : IDisposable
{
    private readonly Lock _opening = new();
    private DuckDBConnection? _root;
    private long _lastTable;
    private bool _disposed;

    /// <summary>A name for a table, quoted.</summary>
    public string NewTable() => string.Create(CultureInfo.InvariantCulture, $"\"t{Interlocked.Increment(ref _lastTable)}\"");

    /// <summary>A file for rows on their way.</summary>
    public string NewFile(string suffix) =>
        Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"bigquery-{Interlocked.Increment(ref _lastTable)}{suffix}"));

    public WarehouseSession Open(CancellationToken cancellationToken)
    {
        lock (_opening)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            _root ??= OpenRoot();
            DuckDBConnection connection = _root.Duplicate();
            connection.Open();
            return new WarehouseSession(connection, cancellationToken);
        }
    }

    public void Dispose()
    {
        lock (_opening)
        {
            _disposed = true;
            _root?.Dispose();
        }
    }

    private DuckDBConnection OpenRoot()
    {
        DuckDBConnection root = new("DataSource=:memory:");
        root.Open();
        using DuckDBCommand command = root.CreateCommand();
        // Nothing may be fetched from the network, and nothing may depend on the machine.
        command.CommandText = $"""
            SET GLOBAL temp_directory = {DuckText.Literal(Path.Combine(folder, "bigquery-spill"))};
            SET GLOBAL autoinstall_known_extensions = false;
            SET GLOBAL autoload_known_extensions = false;
            SET GLOBAL TimeZone = 'UTC';
            SET GLOBAL preserve_insertion_order = true;
            """;
        command.ExecuteNonQuery();
        FarmFingerprintFunction.Register(root);
        GoogleSqlFunctions.Register(root);
        return root;
    }
}
