using MlOps.Sdk.Data;

namespace MlOps.Sdk.Models;

/// <summary>The parameters of a sum of decision trees.</summary>
public sealed record TreeEnsembleParameters : ScorerParameters
{
    /// <summary>The trees.</summary>
    public required ValueList<DecisionTree> Trees { get; init; }

    /// <inheritdoc />
    public override IScorer CreateScorer() => new TreeEnsemble(this);
}

/// <summary>One tree: node 0 is the root; a child that is negative is the leaf <c>~child</c>; a tree without nodes is its leaf 0.</summary>
/// <param name="Score">Which score the tree adds to, from 0.</param>
/// <param name="Features">For each node, the slot of the feature vector that it looks at.</param>
/// <param name="Thresholds">
/// For each node, the value up to which (included) a row goes left, with 32 bits as features have. A library's 64 bits are rounded down to them; where a row
/// goes left only below the value (XGBoost), the next smaller 32-bit number is meant.
/// </param>
/// <param name="Left">For each node, the left child.</param>
/// <param name="Right">For each node, the right child.</param>
/// <param name="MissingLeft">The nodes at which a missing value (NaN) goes left; at all others it goes right.</param>
/// <param name="Leaves">The values of the leaves.</param>
public sealed record DecisionTree(
    int Score,
    ValueList<int> Features,
    ValueList<float> Thresholds,
    ValueList<int> Left,
    ValueList<int> Right,
    ValueList<int> MissingLeft,
    ValueList<double> Leaves);
