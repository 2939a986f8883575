using Microsoft.Extensions.Logging;

namespace MlOps.Sdk.Diagnostics;

/// <summary>Every message that the Google Cloud platform logs; ids are stable. No message holds a token or an upload's session.</summary>
internal static partial class Log
{
    [LoggerMessage(3000, LogLevel.Debug, "{Service}, {Operation}: {Status} after {Milliseconds:0} ms")]
    public static partial void Called(ILogger logger, string service, string operation, int status, double milliseconds);

    [LoggerMessage(3001, LogLevel.Information, "{Service}, {Operation}: attempt {Attempt} failed ({Failure}); the next comes in {Seconds:0.0} s")]
    public static partial void Retrying(ILogger logger, string service, string operation, int attempt, string failure, double seconds);

    [LoggerMessage(3010, LogLevel.Information, "The upload of {Object} starts again: the service has forgotten what was sent of it")]
    public static partial void UploadStartsAgain(ILogger logger, string @object);

    [LoggerMessage(3011, LogLevel.Warning, "Parts of an upload that is done can't be deleted: {Part} and those beside it")]
    public static partial void PartsAreLeft(ILogger logger, string part, Exception exception);
}
