using MlOps.Sdk.Data;
using MlOps.Sdk.Stages;
using MlOps.Sdk.Training;

namespace MlOps.Sdk.Runs;

/// <summary>What a stage has made.</summary>
/// <param name="Product">The product.</param>
/// <param name="Fingerprint">The product's fingerprint.</param>
/// <param name="RunId">The run that made it.</param>
public sealed record StageResult(Product Product, string Fingerprint, string RunId)
{
    /// <summary>When artifacts of it were deleted, because nothing stood on them; null if they weren't.</summary>
    public DateTimeOffset? Pruned { get; init; }
}

/// <summary>How a stage has made its product: the lineage, and what one compares runs by.</summary>
/// <param name="Key">The key of the work.</param>
public sealed record StageLineage(StageKey Key)
{
    /// <summary>The fingerprints of the products that it was made of, in the order of the stage's inputs.</summary>
    public ValueList<string> Inputs { get; init; } = [];

    /// <summary>The settings that one compares runs by, such as <c>learner.trees</c>, by name.</summary>
    public ValueList<Parameter> Parameters { get; init; } = [];

    /// <summary>The metrics of a trained model; empty for other products.</summary>
    public ValueList<Evaluation> Evaluations { get; init; } = [];
}

/// <summary>A setting's name and its value in JSON.</summary>
public sealed record Parameter(string Name, string Value);
