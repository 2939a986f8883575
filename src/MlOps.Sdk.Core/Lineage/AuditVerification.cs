namespace MlOps.Sdk.Lineage;

/// <summary>What a check of every entry of an audit log has come to.</summary>
/// <param name="Checked">How far the log is sound: all of it, or up to the first fault. Keep it elsewhere, as the anchor of the next check.</param>
/// <param name="Fault">The first entry that is wrong, missing or too many; null if there is none.</param>
public sealed record AuditVerification(AuditAnchor Checked, AuditFault? Fault)
{
    /// <summary>Whether nothing is wrong.</summary>
    public bool IsSound => Fault is null;
}

/// <summary>The first thing that is wrong with an audit log.</summary>
/// <param name="Sequence">The entry's number.</param>
/// <param name="Problem">What is wrong with it, such as <c>entry 7 (deploy endpoint birds) was changed: …</c></param>
public sealed record AuditFault(long Sequence, string Problem);
