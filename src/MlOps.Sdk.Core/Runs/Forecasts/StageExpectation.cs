namespace MlOps.Sdk.Runs;

/// <summary>Whether a stage would run.</summary>
public enum StageExpectation
{
    /// <summary>What it makes is at hand.</summary>
    Reused,

    /// <summary>It would run.</summary>
    Executed,

    /// <summary>It would run, unless those that run before it make what they made the last time.</summary>
    Depends,
}
