using Microsoft.Extensions.Logging;

namespace MlOps.Sdk.Diagnostics;

/// <summary>What the stages of this package log; ids are stable.</summary>
internal static partial class Log
{
    [LoggerMessage(3100, LogLevel.Information, "{Stage} waits for the job {Id}")]
    public static partial void WaitsForJob(ILogger logger, string stage, string id);

    [LoggerMessage(3101, LogLevel.Information, "{Stage} was cancelled, and so was its job {Id}")]
    public static partial void CancelledJob(ILogger logger, string stage, string id);

    [LoggerMessage(3102, LogLevel.Warning, "{Stage} was cancelled, but its job {Id} could not be, and may go on")]
    public static partial void CannotCancelJob(ILogger logger, string stage, string id, Exception exception);
}
