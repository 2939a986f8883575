using System.Text.Json.Serialization;

namespace MlOps.Sdk.Plans;

/// <summary>What a feature makes of a value, given what the training split says.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "analyzer")]
[JsonDerivedType(typeof(StandardizePlan), "standardize")]
[JsonDerivedType(typeof(MinMaxPlan), "minMax")]
[JsonDerivedType(typeof(BucketsPlan), "buckets")]
[JsonDerivedType(typeof(ImputePlan), "impute")]
[JsonDerivedType(typeof(VocabularyPlan), "vocabulary")]
[JsonDerivedType(typeof(OneHotPlan), "oneHot")]
[JsonDerivedType(typeof(HashPlan), "hash")]
[JsonDerivedType(typeof(DatePartsPlan), "dateParts")]
[JsonDerivedType(typeof(BagOfWordsPlan), "bagOfWords")]
public abstract record AnalyzerPlan;
