using MlOps.Sdk.Reports.Pages;
using MlOps.Sdk.Runs;

namespace MlOps.Sdk.Reports;

/// <summary>Makes reports of runs from the run store; one for the application, from its services.</summary>
public sealed class RunReports
{
    private readonly IRunStore _store;

    internal RunReports(IRunStore store) => _store = store;

    /// <summary>The report of a run: what became of each stage and why, the data, the models and how they were chosen. Also of one that failed.</summary>
    /// <exception cref="KeyNotFoundException">There is no such run.</exception>
    /// <exception cref="RunStoreException">The run store can't be used.</exception>
    public async Task<Report> CreateAsync(string runId, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(runId);
        return new Report(RunPage.Render(await RunFacts.ReadWithPreviousAsync(_store, runId, cancellationToken)));
    }
}
