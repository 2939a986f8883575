using MlOps.Sdk.Data;

namespace MlOps.Sdk.Models;

/// <summary>The parameters of a linear model.</summary>
public sealed record LinearParameters : ScorerParameters
{
    /// <summary>The weights, one list as long as the feature vector for each score.</summary>
    public required ValueList<ValueList<double>> Weights { get; init; }

    /// <inheritdoc />
    public override IScorer CreateScorer() => new LinearModel(this);
}
