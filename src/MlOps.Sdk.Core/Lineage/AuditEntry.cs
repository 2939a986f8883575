using MlOps.Sdk.Plans;

namespace MlOps.Sdk.Lineage;

/// <summary>An entry of the audit log; its hash covers the entry before it, so that no entry can be changed or taken out unnoticed.</summary>
/// <param name="Sequence">1 for the first entry, and so on without gaps.</param>
/// <param name="Time">When it was written, in UTC.</param>
/// <param name="Actor">Who did it: the user and the machine.</param>
/// <param name="Action">What was done, such as <c>register</c> or <c>deploy</c>.</param>
/// <param name="Subject">To what, such as <c>model flight-delays</c> or <c>endpoint flight-delays</c>.</param>
/// <param name="Detail">The evidence as JSON.</param>
/// <param name="PreviousHash">The hash of the entry before; empty for the first.</param>
public sealed record AuditEntry(
    long Sequence, DateTimeOffset Time, string Actor, string Action, string Subject, string Detail, string PreviousHash)
{
    /// <summary>The hash over all fields; lower-case hexadecimal SHA-256.</summary>
    public string ComputeHash() => PlanJson.Digest(this);
}
