namespace MlOps.Sdk.Clients;

/// <summary>The states of jobs.</summary>
public static class VertexJobState
{
    /// <summary>Created, not yet looked at.</summary>
    public const string Queued = "JOB_STATE_QUEUED";

    /// <summary>Waits for machines.</summary>
    public const string Pending = "JOB_STATE_PENDING";

    /// <summary>Runs.</summary>
    public const string Running = "JOB_STATE_RUNNING";

    /// <summary>Has succeeded.</summary>
    public const string Succeeded = "JOB_STATE_SUCCEEDED";

    /// <summary>Has failed.</summary>
    public const string Failed = "JOB_STATE_FAILED";

    /// <summary>Is being cancelled; may still succeed or fail.</summary>
    public const string Cancelling = "JOB_STATE_CANCELLING";

    /// <summary>Was cancelled.</summary>
    public const string Cancelled = "JOB_STATE_CANCELLED";

    /// <summary>Was forgotten before it ran.</summary>
    public const string Expired = "JOB_STATE_EXPIRED";

    /// <summary>Has succeeded in parts.</summary>
    public const string PartiallySucceeded = "JOB_STATE_PARTIALLY_SUCCEEDED";

    /// <summary>Whether a job in this state never changes again.</summary>
    public static bool IsLast(string? state) => state is Succeeded or Failed or Cancelled or Expired or PartiallySucceeded;
}
