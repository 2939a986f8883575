using System.Text.Json.Serialization;
using MlOps.Sdk.Data;

namespace MlOps.Sdk.Models;

/// <summary>A model's parameters as data; a bundle holds them in <c>scorer.json</c>.</summary>
/// <remarks>
/// The JSON has the members of <see cref="LinearParameters"/>, <see cref="TreeEnsembleParameters"/> or <see cref="NetworkParameters"/> in camel case, and
/// <c>scorer</c>, which is <c>linear</c>, <c>trees</c> or <c>network</c>. The raw sum of score i is bias i plus the weighted features, plus the leaves that a row
/// comes to, or plus what the last layer gives, weighted:
/// <code>
/// {"scorer":"linear","featureCount":2,"transform":"Logistic","biases":[-0.5],"weights":[[1.5,0.25]]}
/// {"scorer":"trees","featureCount":2,"transform":"Identity","biases":[10],
///  "trees":[{"score":0,"features":[1],"thresholds":[3.5],"left":[-1],"right":[-2],"missingLeft":[0],"leaves":[-2,4]}]}
/// {"scorer":"network","featureCount":2,"transform":"Logistic","biases":[-0.5],
///  "layers":[{"weights":[[1,0.5],[0,-1],[2,2]],"biases":[0,0.25,-1],"activation":"Relu"}],"weights":[[1.5,-0.5,1]]}
/// </code>
/// The tree looks at slot 1: a row of at most 3.5, or without a value, comes to leaf 0 (−1 is ~0) and adds −2, any other comes to leaf 1 and adds 4.
/// The network's layer has three units; a row (1, 2) gives max(0, 2) = 2, max(0, −1.75) = 0 and max(0, 5) = 5, and the raw sum −0.5 + 3 − 0 + 5 = 7.5.
/// </remarks>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "scorer")]
[JsonDerivedType(typeof(TreeEnsembleParameters), "trees")]
[JsonDerivedType(typeof(LinearParameters), "linear")]
[JsonDerivedType(typeof(NetworkParameters), "network")]
public abstract record ScorerParameters
{
    /// <summary>The length of the feature vector.</summary>
    public required int FeatureCount { get; init; }

    /// <summary>What makes scores of the raw sums.</summary>
    public required ScoreTransform Transform { get; init; }

    /// <summary>What is added to the raw sum of each score; as many as there are scores.</summary>
    public required ValueList<double> Biases { get; init; }

    /// <summary>The slope of <see cref="ScoreTransform.Logistic"/>; −1 is the plain sigmoid.</summary>
    public double Slope { get; init; } = -1;

    /// <summary>The offset of <see cref="ScoreTransform.Logistic"/>.</summary>
    public double Offset { get; init; }

    /// <summary>Makes the scorer.</summary>
    /// <exception cref="ModelBundleException">The parameters contradict one another.</exception>
    public abstract IScorer CreateScorer();

    internal void Validate()
    {
        if (FeatureCount < 1)
            throw Invalid($"featureCount must be at least 1, was {FeatureCount}");
        if (Biases is null || Biases.Count < 1)
            throw Invalid("there must be at least one bias");
        if (!Enum.IsDefined(Transform))
            throw Invalid($"the transform {(int)Transform} is unknown");
        if (Transform != ScoreTransform.Softmax && Biases.Count != 1)
            throw Invalid($"a {Transform} model has one score, but there are {Biases.Count} biases");
        if (Transform == ScoreTransform.Softmax && Biases.Count < 2)
            throw Invalid("a Softmax model has two scores or more, but there is 1 bias");
        RequireFinite("biases", Biases);
        RequireFinite("slope and offset", [Slope, Offset]);
    }

    internal static void RequireFinite(string what, IEnumerable<double> values)
    {
        foreach (double value in values)
        {
            if (!double.IsFinite(value))
                throw Invalid(FormattableString.Invariant($"{what} must be finite, one is {value}"));
        }
    }

    internal static ModelBundleException Invalid(string problem) =>
        new($"{ModelBundle.ScorerFile}: {problem}. The file is damaged, or what wrote it does not keep to the format; train the model again.");
}
