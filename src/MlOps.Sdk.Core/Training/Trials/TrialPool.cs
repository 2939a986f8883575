using MlOps.Sdk.Plans;
using MlOps.Sdk.Stages;

namespace MlOps.Sdk.Training.Trials;

/// <summary>Runs trials side by side, as many as the stage's processors and half of its memory hold, and one at least.</summary>
internal sealed class TrialPool(ITrials trials, StageContext context)
{
    // The other half is left to the rows, and to what else goes on in the process.
    private const double ShareOfMemory = 0.5;

    /// <summary>How many run at once; what comes of them doesn't depend on it.</summary>
    public int Places { get; } = PlacesFor(trials.BytesPerTrial, context.Compute);

    /// <summary>Runs them all; their outcomes come in the order of the trials.</summary>
    /// <param name="all">The trials.</param>
    /// <param name="progressed">Hears the share that is done.</param>
    /// <param name="cancellationToken">Ends those that run, and begins no other.</param>
    public async Task<IReadOnlyList<TrialOutcome>> RunAsync(IReadOnlyList<Trial> all, Action<double>? progressed, CancellationToken cancellationToken)
    {
        TrialOutcome[] outcomes = new TrialOutcome[all.Count];
        Lock reporting = new();
        int done = 0;
        ParallelOptions options = new() { MaxDegreeOfParallelism = Places, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, all.Count, options, async (index, token) =>
        {
            outcomes[index] = await TryAsync(all[index], token);
            lock (reporting)
                progressed?.Invoke((double)++done / all.Count);
        });
        return outcomes;
    }

    private async Task<TrialOutcome> TryAsync(Trial trial, CancellationToken cancellationToken)
    {
        try
        {
            return TrialOutcome.Of(await trials.RunAsync(trial, cancellationToken), trial, context.Stage);
        }
        catch (StageException exception)
        {
            return new TrialOutcome(null, exception.Message);
        }
    }

    private static int PlacesFor(long bytesPerTrial, ComputeSpec compute)
    {
        int cores = compute.Cores ?? Environment.ProcessorCount;
        double bytes = ShareOfMemory * (compute.MemoryGigabytes * 1e9 ?? GC.GetGCMemoryInfo().TotalAvailableMemoryBytes);
        return bytesPerTrial <= 0 ? cores : (int)Math.Clamp(bytes / bytesPerTrial, 1, cores);
    }
}
