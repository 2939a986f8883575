using MlOps.Sdk.Algebra;
using MlOps.Sdk.Data;
using MlOps.Sdk.Stages;

namespace MlOps.Sdk.Training;

/// <summary>Features in which only constants are left: what the analyzers learnt from the training split is filled in.</summary>
/// <param name="Features">The features over the staged columns.</param>
/// <param name="Label">What is predicted, over the staged columns.</param>
/// <param name="InstanceSchema">The columns of an instance that serving receives: those that the features read.</param>
/// <param name="InstanceFeatures">The same features over the instance's columns.</param>
/// <param name="Golden">Sample instances with the vectors that the training engine computed for them.</param>
public sealed record FittedFeatures(
    ValueList<FittedFeature> Features,
    ScalarNode Label,
    Schema InstanceSchema,
    ValueList<FittedFeature> InstanceFeatures,
    ValueList<GoldenVector> Golden) : Product
{
    /// <summary>The classes of the label in the training split, in ordinal order of their text; empty for regression.</summary>
    public ValueList<string> Classes { get; init; } = [];

    /// <summary>The position of the label among <see cref="Classes"/>, over the staged columns; their number if it is none of them.</summary>
    public ScalarNode LabelCode() =>
        new CallNode("vocabulary_index", [Label, .. Classes.Select(text => new ConstantNode(Label.Type, text))], DataType.Int64, false);

    /// <summary>The length of the feature vector.</summary>
    public int Width() => Features.Sum(feature => feature.Width);
}
