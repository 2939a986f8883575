namespace MlOps.Sdk.Lineage;

/// <summary>Follows an audit log entry by entry, and finds the first that doesn't belong where it stands.</summary>
/// <param name="anchor">What is known of the log from elsewhere; null for nothing.</param>
internal sealed class AuditChain(AuditAnchor? anchor)
{
    private AuditFault? _fault;

    /// <summary>How far the log is sound.</summary>
    public AuditAnchor Checked { get; private set; } = new(0, "");

    public AuditVerification Verification => new(Checked, _fault);

    /// <summary>Takes the next entry; false if it isn't the one that comes next, which ends the check.</summary>
    public bool Accept(AuditRecord record)
    {
        long expected = Checked.Entries + 1;
        if (record.Sequence != expected)
        {
            return record.Sequence > expected
                ? Fail(expected, $"entry {expected} is missing: after entry {Checked.Entries} comes entry {record.Sequence} ({record.Words}).")
                : Fail(expected, $"entry {record.Sequence} ({record.Words}) stands where entry {expected} should be: it was inserted, moved or changed.");
        }

        if (!record.GivesItsHash())
            return Fail(expected, $"entry {expected} ({record.Words}) was changed: what it says doesn't give its hash.");
        if (record.PreviousHash != Checked.Hash)
            return Fail(expected, $"entry {expected} ({record.Words}) doesn't follow from entry {expected - 1}: one of the two was replaced, with a hash made for it.");
        if (anchor?.Entries == expected && anchor.Hash != record.Hash)
            return Fail(expected, $"entry {expected} ({record.Words}) isn't the one that the anchor was taken of: the log was rewritten up to there.");
        Checked = new AuditAnchor(expected, record.Hash);
        return true;
    }

    /// <summary>Says that what stands for the next entry isn't one.</summary>
    public bool Refuse(string problem) => Fail(Checked.Entries + 1, $"entry {Checked.Entries + 1} {problem}");

    /// <summary>Compares the end of what was read with what the log says of its length.</summary>
    public void End(AuditAnchor? head)
    {
        if (_fault is not null)
            return;
        long next = Checked.Entries + 1;
        if (head is null)
            Fail(next, $"the log's head is missing after entry {Checked.Entries}: whether entries were taken off the end can't be told.");
        else if (head.Entries > Checked.Entries)
            Fail(next, $"entry {next} is missing: the log's head counts {head.Entries} entries.");
        else if (head.Entries < Checked.Entries)
            Fail(head.Entries + 1, $"entry {head.Entries + 1} was inserted: the log's head counts {head.Entries} entries.");
        else if (head.Hash != Checked.Hash)
            Fail(head.Entries, $"entry {head.Entries} isn't the one that the log's head names: one of the two was changed.");
        else if (anchor?.Entries > Checked.Entries)
            Fail(next, $"entry {next} is missing: the anchor was taken of {anchor.Entries} entries.");
    }

    private bool Fail(long sequence, string problem)
    {
        _fault ??= new AuditFault(sequence, problem);
        return false;
    }
}
