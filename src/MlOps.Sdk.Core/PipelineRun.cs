using MlOps.Sdk.Registry;
using MlOps.Sdk.Runs;
using MlOps.Sdk.Stages;
using MlOps.Sdk.Training;

namespace MlOps.Sdk;

/// <summary>One execution of a pipeline.</summary>
public sealed class PipelineRun
{
    /// <summary>The run's id; ids sort by the time at which the runs started.</summary>
    public required string Id { get; init; }

    /// <summary>The pipeline's name.</summary>
    public required string Pipeline { get; init; }

    /// <summary>How the run ended.</summary>
    public required RunState State { get; init; }

    /// <summary>When the run started, in UTC.</summary>
    public required DateTimeOffset Started { get; init; }

    /// <summary>How long it took.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>What became of each stage, in the order of the plan.</summary>
    public required IReadOnlyList<StageRun> Stages { get; init; }

    /// <summary>The version in the registry that the run's own model is; null if the pipeline registers none. Whether it is live says <see cref="Live"/>.</summary>
    public ModelVersion? Model => Registration?.Version;

    /// <summary>The version that is to be live after the run: its own, or the champion that its own didn't replace; null if there is none.</summary>
    public ModelVersion? Live => Registration?.Live;

    /// <summary>What the registry made of the run's model, and why; null if the pipeline registers none.</summary>
    public Registration? Registration => Stages.Select(stage => stage.Product).OfType<Registration>().LastOrDefault();

    /// <summary>The test metrics of the model that was chosen, or of the only one that was trained; null if there is none.</summary>
    public Evaluation? Evaluation =>
        Model?.Evaluation
        ?? (Stages.Select(stage => stage.Product).OfType<ValidatedModel>().LastOrDefault()?.Model
            ?? Stages.Select(stage => stage.Product).OfType<TrainedModel>().LastOrDefault())
            ?.Evaluations.FirstOrDefault(evaluation => evaluation.Split == Data.SplitName.Test);

    /// <summary>What a stage has made; without a name, the last product of the type.</summary>
    /// <exception cref="KeyNotFoundException">No stage of that name, or none at all, has made a product of the type.</exception>
    public T Product<T>(string? stage = null)
        where T : Product =>
        Stages.Where(run => stage is null || run.Name == stage).Select(run => run.Product).OfType<T>().LastOrDefault()
        ?? throw new KeyNotFoundException(
            $"The run has no {typeof(T).Name}{(stage is null ? "" : $" of a stage '{stage}'")}; it has "
            + $"{string.Join(", ", Stages.Where(run => run.Product is not null).Select(run => $"{run.Product!.GetType().Name} ({run.Name})"))}.");

    /// <summary>For each stage, in a line, whether it ran or was reused, and why.</summary>
    public string Explain()
    {
        int width = Stages.Count == 0 ? 0 : Stages.Max(stage => stage.Name.Length);
        return string.Join(Environment.NewLine, Stages.Select(stage =>
            $"{stage.Name.PadRight(width)}  {stage.Outcome.ToString().ToLowerInvariant(),-9}  {string.Join("; ", stage.Reasons)}".TrimEnd()));
    }
}
