namespace MlOps.Sdk.Lineage;

/// <summary>An append-only account of what was registered and deployed, by whom, on what evidence.</summary>
public interface IAuditLog
{
    /// <summary>Appends an entry, unless the last one about the subject says the same already.</summary>
    /// <param name="action">What was done, such as <c>deploy</c>.</param>
    /// <param name="subject">To what, such as <c>endpoint flight-delays</c>.</param>
    /// <param name="detail">The evidence as JSON.</param>
    /// <param name="cancellationToken">Cancels before anything is written.</param>
    Task AppendAsync(string action, string subject, string detail, CancellationToken cancellationToken);

    /// <summary>The last entry about a subject; null if there is none.</summary>
    Task<AuditEntry?> FindLastAsync(string subject, CancellationToken cancellationToken);

    /// <summary>The entries, oldest first.</summary>
    /// <exception cref="InvalidDataException">An entry was changed or taken out; the message says which.</exception>
    Task<IReadOnlyList<AuditEntry>> ListAsync(CancellationToken cancellationToken);
}
