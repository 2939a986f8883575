namespace MlOps.Sdk.Lineage;

/// <summary>An append-only account of what was registered, promoted and deployed, by whom, on what evidence.</summary>
/// <remarks>Each entry holds the hash of the one before, and the log keeps its length and last hash: nothing can be changed, taken out or taken off unnoticed.</remarks>
public interface IAuditLog
{
    /// <summary>Appends an entry, unless the last one about the subject says the same already.</summary>
    /// <param name="action">What was done, such as <c>deploy</c>.</param>
    /// <param name="subject">To what, such as <c>endpoint flight-delays</c>.</param>
    /// <param name="detail">The evidence as JSON. U+0000 and halves of surrogate pairs, which no store keeps, become U+FFFD in all three.</param>
    /// <param name="cancellationToken">Cancels before anything is written.</param>
    Task AppendAsync(string action, string subject, string detail, CancellationToken cancellationToken);

    /// <summary>The last entry about a subject; null if there is none.</summary>
    Task<AuditEntry?> FindLastAsync(string subject, CancellationToken cancellationToken);

    /// <summary>The entries, oldest first.</summary>
    /// <exception cref="InvalidDataException">The log isn't what it was; the message names the first entry that is wrong.</exception>
    Task<IReadOnlyList<AuditEntry>> ListAsync(CancellationToken cancellationToken);

    /// <summary>Checks every entry; a log of millions is read in pieces, and can be appended to meanwhile.</summary>
    /// <param name="anchor">
    /// What an earlier check returned and was kept elsewhere. Without one, someone who may write to the store and makes all hashes anew goes unnoticed; null for none.
    /// </param>
    /// <param name="cancellationToken">Cancels the check.</param>
    Task<AuditVerification> VerifyAsync(AuditAnchor? anchor, CancellationToken cancellationToken);

    /// <summary>Writes the entries as they are stored into a file that <see cref="AuditFile.VerifyAsync"/> checks; the file is there as a whole or not at all.</summary>
    /// <returns>The log's length and last hash: keep it elsewhere.</returns>
    /// <exception cref="IOException">The file can't be written, such as on a full disk.</exception>
    Task<AuditAnchor> ExportAsync(string path, CancellationToken cancellationToken);

    /// <summary>What was live at a moment: each entry whose time isn't later counts, in the order of the log, also where a clock was set back.</summary>
    Task<LiveState> AsOfAsync(DateTimeOffset date, CancellationToken cancellationToken);
}
