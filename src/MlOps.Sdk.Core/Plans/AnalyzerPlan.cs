using System.Text.Json.Serialization;

namespace MlOps.Sdk.Plans;

/// <summary>A statistic over the whole training split, and what it makes of a value.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "analyzer")]
[JsonDerivedType(typeof(VocabularyPlan), "vocabulary")]
[JsonDerivedType(typeof(StandardizePlan), "standardize")]
public abstract record AnalyzerPlan;
