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

    /// <summary>The length of the feature vector.</summary>
    public int Width() => Features.Sum(feature => feature.Width);
}

/// <summary>A feature in which only constants are left.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">
/// With a width of 1 a Double that is the slot's value, null standing for a missing value (NaN). With a greater width an Int64, never null, that says which
/// of the slots, from 0, holds 1; the others hold 0.
/// </param>
/// <param name="Width">How many slots of the vector it takes.</param>
public sealed record FittedFeature(string Name, ScalarNode Value, int Width = 1);

/// <summary>An instance and its feature vector.</summary>
/// <param name="Instance">The instance as a JSON object.</param>
/// <param name="Vector">The feature vector.</param>
public sealed record GoldenVector(string Instance, ValueList<float> Vector);
