using MlOps.Sdk.Data;
using MlOps.Sdk.Stages;
using MlOps.Sdk.Training;

namespace MlOps.Sdk.Runs;

/// <summary>What a stage has made, with all that is known of how: the entry of the cache and of the lineage.</summary>
/// <param name="Key">The key of the work.</param>
/// <param name="Product">What was made.</param>
/// <param name="Fingerprint">The product's fingerprint.</param>
/// <param name="RunId">The run that made it.</param>
public sealed record StageResult(StageKey Key, Product Product, string Fingerprint, string RunId)
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
