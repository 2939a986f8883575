namespace MlOps.Sdk.Runs;

/// <summary>Writes a report of each run that has ended; registered in the application's services, any number of them.</summary>
public interface IRunReporter
{
    /// <summary>Writes the report of a run that has ended and is recorded. The run waits for it; what it throws is logged and changes nothing for the run.</summary>
    /// <returns>Where the report is: an absolute path, or a URI.</returns>
    Task<string> WriteAsync(string runId, CancellationToken cancellationToken);
}
