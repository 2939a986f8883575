namespace MlOps.Sdk.Runs.Relational;

/// <summary>The database that a run store, a model registry and an audit log share: what differs between SQLite and PostgreSQL.</summary>
internal abstract class RunDatabase
{
    /// <summary>What to compare with when the audit log was tampered with.</summary>
    public abstract string Backup { get; }

    /// <summary>Reads.</summary>
    public abstract Task<T> ReadAsync<T>(Func<Statements, Task<T>> work, CancellationToken cancellationToken);

    /// <summary>
    /// Reads and writes in one transaction that no other process's writes come between. It may be tried again, so the work must not change anything else.
    /// </summary>
    public abstract Task<T> WriteAsync<T>(Func<Statements, Task<T>> work, CancellationToken cancellationToken);
}
