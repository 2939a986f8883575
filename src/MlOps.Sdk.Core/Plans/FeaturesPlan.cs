using MlOps.Sdk.Algebra;
using MlOps.Sdk.Data;

namespace MlOps.Sdk.Plans;

/// <summary>Fits the features on the training split.</summary>
/// <remarks>Inputs: the staged dataset, then the dataset whose rows are the instances that serving receives.</remarks>
public sealed record FeaturesPlan : StagePlan
{
    /// <summary>The features over the staged columns, in the order of the vector.</summary>
    public required ValueList<FeaturePlan> Features { get; init; }

    /// <summary>What is predicted, over the staged columns.</summary>
    public required ScalarNode Label { get; init; }

    /// <summary>Staged columns that features may read although the label is computed from them, or from what they are computed from.</summary>
    public ValueList<string> Sharing { get; init; } = [];

    /// <summary>
    /// The staged columns as computed from an instance: the row-wise transforms between the instance and staging, composed. Null if the instance is the
    /// staged row itself.
    /// </summary>
    public ValueList<NamedScalar>? FromInstance { get; init; }
}
