using Microsoft.Extensions.Logging;
using MlOps.Sdk.Runs;

namespace MlOps.Sdk.Diagnostics;

/// <summary>Every message that Core logs; ids are stable.</summary>
internal static partial class Log
{
    [LoggerMessage(1000, LogLevel.Information, "Run {RunId} of {Pipeline} starts, {Stages} stages")]
    public static partial void RunStarts(ILogger logger, string runId, string pipeline, int stages);

    [LoggerMessage(1001, LogLevel.Information, "Run {RunId} of {Pipeline} has ended: {State} after {Seconds:0.000} s")]
    public static partial void RunEnded(ILogger logger, string runId, string pipeline, RunState state, double seconds);

    [LoggerMessage(1002, LogLevel.Warning, "Run {RunId} was interrupted, its process is gone; what it had finished is kept")]
    public static partial void RunWasInterrupted(ILogger logger, string runId);

    [LoggerMessage(1010, LogLevel.Information, "{Stage} starts on {Platform}: {Reasons}")]
    public static partial void StageStarts(ILogger logger, string stage, string platform, string reasons);

    [LoggerMessage(1011, LogLevel.Information, "{Stage} has ended: {Outcome} after {Seconds:0.000} s, {Attempts} attempts")]
    public static partial void StageEnded(ILogger logger, string stage, StageOutcome outcome, double seconds, int attempts);

    [LoggerMessage(1012, LogLevel.Error, "{Error}")]
    public static partial void StageFailed(ILogger logger, string error, Exception exception);

    [LoggerMessage(1013, LogLevel.Warning, "{Stage} failed in attempt {Attempt} of {Attempts} and is tried again in {Delay}: {Message}")]
    public static partial void StageIsRetried(
        ILogger logger, string stage, int attempt, int attempts, TimeSpan delay, string message, Exception? exception);

    [LoggerMessage(1014, LogLevel.Warning, "{Stage}: the feature {Feature} {Reason}")]
    public static partial void LeakIsSuspected(ILogger logger, string stage, string feature, string reason);

    [LoggerMessage(1014, LogLevel.Warning, "{Stage}: {Check}")]
    public static partial void CheckWarns(ILogger logger, string stage, string check);

    [LoggerMessage(1020, LogLevel.Warning, "The observer {Observer} has failed; the run goes on")]
    public static partial void ObserverFailed(ILogger logger, string observer, Exception exception);

    [LoggerMessage(1021, LogLevel.Information, "The report of run {RunId} is at {Location}")]
    public static partial void ReportWritten(ILogger logger, string runId, string location);

    [LoggerMessage(1022, LogLevel.Error, "{Reporter} could not write the report of run {RunId}: {Message} The run is recorded all the same")]
    public static partial void ReportFailed(ILogger logger, string reporter, string runId, string message, Exception exception);
}
