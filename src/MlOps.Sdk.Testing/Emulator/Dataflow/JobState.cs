namespace MlOps.Sdk.Testing.Emulator.Dataflow;

/// <summary>How far a job is; as Dataflow names it, without its prefix.</summary>
internal enum JobState
{
    Queued,
    Pending,
    Running,
    Cancelling,
    Done,
    Failed,
    Cancelled,
}
