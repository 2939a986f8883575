using System.Text.Json.Serialization;
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

    /// <summary>
    /// The staged columns as computed from an instance: the row-wise transforms between the instance and staging, composed. Null if the instance is the
    /// staged row itself.
    /// </summary>
    public ValueList<NamedScalar>? FromInstance { get; init; }
}

/// <summary>A feature before it is fitted.</summary>
/// <param name="Name">Its name, unique among the features.</param>
/// <param name="Value">The value computed from a row.</param>
/// <param name="Analyzer">What is to be learnt about the value from the training split; null takes a number or Boolean as it is.</param>
public sealed record FeaturePlan(string Name, ScalarNode Value, AnalyzerPlan? Analyzer = null);

/// <summary>A statistic over the whole training split, and what it makes of a value.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "analyzer")]
[JsonDerivedType(typeof(VocabularyPlan), "vocabulary")]
[JsonDerivedType(typeof(StandardizePlan), "standardize")]
public abstract record AnalyzerPlan;

/// <summary>One-hot over the most frequent values; a slot for each and one for all others (null among them).</summary>
/// <param name="Size">How many values to keep; ties are broken by ordinal order.</param>
public sealed record VocabularyPlan(int Size) : AnalyzerPlan;

/// <summary>(value − mean) / standard deviation, both of the training split; null becomes the mean.</summary>
public sealed record StandardizePlan : AnalyzerPlan;
