namespace MlOps.Sdk;

/// <summary>Which artifacts of earlier runs are kept; models are kept whatever it says.</summary>
/// <remarks>
/// Kept is what a registered version, a deployment or an unfinished run stands on, back to the source, and what the runs named here have made or reused.
/// Records, lineage and the audit log are never deleted; a stage whose artifacts are gone does its work again when it is needed.
/// </remarks>
public sealed record Retention
{
    /// <summary>Of each pipeline the latest successful runs, and every run since the oldest of these. 10 by default.</summary>
    public int Runs { get; init; } = 10;

    /// <summary>Runs that started no longer ago than this. 30 days by default.</summary>
    public TimeSpan Age { get; init; } = TimeSpan.FromDays(30);
}
