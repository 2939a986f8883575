using Microsoft.Extensions.Logging;

namespace MlOps.Sdk.Serving.Diagnostics;

internal static partial class Log
{
    [LoggerMessage(3000, LogLevel.Information, "{Endpoint} serves {Model}, which has repeated its golden rows")]
    public static partial void Serves(ILogger logger, string endpoint, string model);

    [LoggerMessage(3001, LogLevel.Error, "{Endpoint} does not take over its new deployment and goes on serving {Served}: {Reason}")]
    public static partial void Refused(ILogger logger, Exception? exception, string endpoint, string served, string reason);

    [LoggerMessage(3002, LogLevel.Warning, "{Endpoint} has no model to serve yet and answers 503: {Reason}")]
    public static partial void Awaits(ILogger logger, string endpoint, string reason);

    [LoggerMessage(3003, LogLevel.Debug, "{Endpoint} refused a request with {Status}: {Reason}")]
    public static partial void BadRequest(ILogger logger, string endpoint, int status, string reason);
}
