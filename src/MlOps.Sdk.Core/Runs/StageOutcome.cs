namespace MlOps.Sdk.Runs;

/// <summary>What became of a stage in a run.</summary>
public enum StageOutcome
{
    /// <summary>It did its work.</summary>
    Executed,

    /// <summary>The same work was done before, and its product is unharmed.</summary>
    Reused,

    /// <summary>It failed, after all its retries.</summary>
    Failed,

    /// <summary>It didn't run, because a stage that it reads from has no product, or because there was nothing to do; the reason says which.</summary>
    Skipped,

    /// <summary>The run was cancelled before it was done.</summary>
    Cancelled,
}
