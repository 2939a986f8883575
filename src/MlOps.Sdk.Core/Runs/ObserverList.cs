using Microsoft.Extensions.Logging;
using MlOps.Sdk.Diagnostics;

namespace MlOps.Sdk.Runs;

/// <summary>Tells all observers; what one throws is logged, and harms neither the run nor the others.</summary>
internal sealed class ObserverList(IReadOnlyList<IRunObserver> observers, ILogger logger)
{
    public void Tell(Action<IRunObserver> news)
    {
        foreach (IRunObserver observer in observers)
        {
            try
            {
                news(observer);
            }
            catch (Exception exception)
            {
                Log.ObserverFailed(logger, observer.GetType().FullName ?? observer.GetType().Name, exception);
            }
        }
    }
}
