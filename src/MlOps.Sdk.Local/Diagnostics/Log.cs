using Microsoft.Extensions.Logging;

namespace MlOps.Sdk.Local.Diagnostics;

/// <summary>Every message that this package logs; ids are stable.</summary>
internal static partial class Log
{
    [LoggerMessage(2000, LogLevel.Information, "{Stage}: {Line}")]
    public static partial void ProgramSays(ILogger logger, string stage, string line);
}
