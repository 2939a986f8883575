using MlOps.Sdk.Diagnostics;

namespace MlOps.Sdk.Runs;

/// <summary>Has the reports of a run written, and tells the observers where they are; a report that can't be written is logged and harms nothing else.</summary>
internal static class RunReporting
{
    public static async Task WriteAsync(IReadOnlyList<IRunReporter> reporters, RunScope run)
    {
        foreach (IRunReporter reporter in reporters)
        {
            try
            {
                // A run that was cancelled is reported, too.
                string location = await reporter.WriteAsync(run.RunId, CancellationToken.None);
                Log.ReportWritten(run.Logger, run.RunId, location);
                run.Observers.Tell(observer => observer.ReportWritten(run.RunId, location));
            }
            catch (Exception exception)
            {
                Log.ReportFailed(run.Logger, reporter.GetType().FullName ?? reporter.GetType().Name, run.RunId, exception.Message, exception);
            }
        }
    }
}
