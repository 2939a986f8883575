using MlOps.Sdk.Algebra;
using MlOps.Sdk.Data;

namespace MlOps.Sdk.Plans;

/// <summary>Chooses the best model, holds it to the gates, compares it with the champion.</summary>
/// <remarks>Inputs: the trained models, then the staged dataset and the fitted features. With several, the best on the validation split is chosen; metrics of the gates are those of the test split.</remarks>
public sealed record ValidationPlan : StagePlan
{
    /// <summary>What the chosen model must reach on the test split; all must hold.</summary>
    public ValueList<GatePlan> Gates { get; init; } = [];

    /// <summary>What it must reach in each slice of the test split; all must hold.</summary>
    public ValueList<SliceGatePlan> SliceGates { get; init; } = [];

    /// <summary>What serving it may take; null for no bounds.</summary>
    public ServingGatePlan? Serving { get; init; }

    /// <summary>How it is compared with the champion; null if it takes the champion's place anyway.</summary>
    public ChampionPlan? Champion { get; init; }

    /// <summary>The source of all chance in resampling.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>The expressions that slice the test split, each once.</summary>
    internal ValueList<NamedScalar> Slicers() => [.. (Champion?.Slices ?? []).Concat(SliceGates.Select(gate => gate.By)).Distinct()];
}
