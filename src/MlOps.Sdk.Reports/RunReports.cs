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

    /// <summary>What differs between two runs: parameters, data and code, metrics, distributions, times. They may be of different pipelines.</summary>
    /// <param name="before">The id of the earlier run.</param>
    /// <param name="after">The id of the later run; differences are its values less the earlier ones.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <exception cref="KeyNotFoundException">There is no such run.</exception>
    /// <exception cref="RunStoreException">The run store can't be used.</exception>
    public async Task<Report> CompareAsync(string before, string after, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(before);
        ArgumentException.ThrowIfNullOrEmpty(after);
        RunPair pair = new(await RunFacts.ReadAsync(_store, before, cancellationToken), await RunFacts.ReadAsync(_store, after, cancellationToken));
        return new Report(ComparisonPage.Render(pair));
    }
}
