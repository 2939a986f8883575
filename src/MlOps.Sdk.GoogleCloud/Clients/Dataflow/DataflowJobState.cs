namespace MlOps.Sdk.Clients;

/// <summary>How far a Dataflow job is.</summary>
public enum DataflowJobState
{
    /// <summary>Dataflow doesn't say, as right after the launch.</summary>
    Unknown,

    /// <summary>It has not been told to start.</summary>
    Stopped,

    /// <summary>It waits for its turn; the template is being prepared.</summary>
    Queued,

    /// <summary>It waits for workers.</summary>
    Pending,

    /// <summary>It runs.</summary>
    Running,

    /// <summary>It succeeded.</summary>
    Done,

    /// <summary>It failed.</summary>
    Failed,

    /// <summary>It is being cancelled.</summary>
    Cancelling,

    /// <summary>It was cancelled.</summary>
    Cancelled,

    /// <summary>It was replaced by another job.</summary>
    Updated,

    /// <summary>It finishes what it has begun.</summary>
    Draining,

    /// <summary>It has finished what it had begun when it was told to stop.</summary>
    Drained,

    /// <summary>It succeeded, and what it used is being put away.</summary>
    ResourceCleaningUp,
}
