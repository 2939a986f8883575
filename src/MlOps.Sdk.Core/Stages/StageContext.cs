using System.Text.Json;
using Microsoft.Extensions.Logging;
using MlOps.Sdk.Artifacts;
using MlOps.Sdk.Plans;

namespace MlOps.Sdk.Stages;

/// <summary>What the runner hands to a stage.</summary>
public sealed class StageContext
{
    /// <summary>The run that the stage is part of.</summary>
    public required string RunId { get; init; }

    /// <summary>The pipeline's name.</summary>
    public required string Pipeline { get; init; }

    /// <summary>The stage's name.</summary>
    public required string Stage { get; init; }

    /// <summary>The stage's key: equal keys mean equal work. Lower-case hexadecimal SHA-256; empty while a source is asked for its version.</summary>
    public required string Key { get; init; }

    /// <summary>1 for the first attempt, and so on.</summary>
    public int Attempt { get; init; } = 1;

    /// <summary>
    /// Whether what was made under this key before is harmed: nothing of it may be taken over, the results of remote jobs least of all. Only in the first
    /// attempt; a later one may take over what that has begun.
    /// </summary>
    public bool IsRedone { get; init; }

    /// <summary>The stage's logger.</summary>
    public required ILogger Logger { get; init; }

    /// <summary>The clock.</summary>
    public required TimeProvider Time { get; init; }

    /// <summary>Receives the share of the work that is done, 0 to 1.</summary>
    public required IProgress<double> Progress { get; init; }

    /// <summary>The machine that the stage asks for; empty if the plan doesn't say.</summary>
    public ComputeSpec Compute { get; init; } = new();

    /// <summary>Where artifacts are kept: resolves a dataset's files, and takes what the stage has written.</summary>
    public required IArtifactStore Artifacts { get; init; }

    /// <summary>An empty folder of the attempt's own, deleted after it: write there, then hand the file or folder to <see cref="IArtifactStore.AddAsync"/>.</summary>
    public required string WorkingFolder { get; init; }

    /// <summary>Notes that survive the process: write a remote job's id here before waiting for it.</summary>
    public required IJournal Journal { get; init; }

    /// <summary>What the stage has made in earlier runs; nothing on a worker, and in tests unless they give it.</summary>
    public IStageHistory History { get; init; } = new NoHistory();

    /// <summary>What the application handed to the pipeline outside of the plan: connections and rows, by name.</summary>
    public required IReadOnlyDictionary<string, object> Bindings { get; init; }

    /// <summary>The settings of the user's own class as JSON; null if it has none.</summary>
    public string? Settings { get; init; }

    /// <summary>The settings of the user's own class, as the pipeline was given them.</summary>
    /// <typeparam name="T">The type of the settings that the pipeline was given.</typeparam>
    /// <exception cref="StageException">There are none, or they are of another type.</exception>
    public T ReadSettings<T>()
        where T : notnull
    {
        try
        {
            return (Settings is null ? default : JsonSerializer.Deserialize<T>(Settings, PlanJson.Compact))
                ?? throw new StageException($"{Stage}: the pipeline gave no settings, and the class needs a {typeof(T).Name}. Hand one over where the class is named.");
        }
        catch (JsonException exception)
        {
            throw new StageException($"{Stage}: the settings are no {typeof(T).Name}: {exception.Message} Hand one over where the class is named.", exception);
        }
    }

    private sealed class NoHistory : IStageHistory
    {
        public Task<Product?> FindPreviousAsync(CancellationToken cancellationToken) => Task.FromResult<Product?>(null);
    }
}
