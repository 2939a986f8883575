using Microsoft.Extensions.Logging;

namespace MlOps.Sdk.PostgreSql.Diagnostics;

/// <summary>Every message that this package logs; ids are stable.</summary>
internal static partial class Log
{
    [LoggerMessage(6000, LogLevel.Warning, "{Where} is away ({Reason}); trying again in {Pause}")]
    public static partial void ServerIsAway(ILogger logger, string where, string reason, TimeSpan pause);
}
