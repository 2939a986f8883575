namespace MlOps.Sdk.Runs;

/// <summary>How far a run has come.</summary>
public enum RunState
{
    /// <summary>It is under way, or its process has died and no later run has noticed yet.</summary>
    Running,

    /// <summary>Every stage has its product.</summary>
    Succeeded,

    /// <summary>A stage has failed.</summary>
    Failed,

    /// <summary>The caller has cancelled it.</summary>
    Cancelled,

    /// <summary>Its process died; what it had finished is kept.</summary>
    Interrupted,
}
