using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace MlOps.Sdk.Runs;

/// <summary>What every run needs from the application's services.</summary>
internal sealed class RunServices(
    IServiceProvider provider,
    IOptions<MlOpsOptions> options,
    TimeProvider time,
    ILoggerFactory loggers,
    IEnumerable<IRunObserver> observers)
{
    public IServiceProvider Provider => provider;
    public MlOpsOptions Options => options.Value;
    public TimeProvider Time => time;
    public ILoggerFactory Loggers => loggers;
    public IReadOnlyList<IRunObserver> Observers { get; } = [.. observers];
}
