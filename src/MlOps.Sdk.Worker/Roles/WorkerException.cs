namespace MlOps.Sdk.Roles;

/// <summary>A worker can't go on; the message is for the job's log.</summary>
internal sealed class WorkerException(string message, int exitCode = 1, Exception? innerException = null) : Exception(message, innerException)
{
    public int ExitCode => exitCode;
}
