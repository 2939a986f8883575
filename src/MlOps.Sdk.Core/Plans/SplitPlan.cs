using System.Text.Json.Serialization;

namespace MlOps.Sdk.Plans;

/// <summary>How rows are divided into <c>train</c>, <c>validation</c> and <c>test</c>.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "split")]
[JsonDerivedType(typeof(HashSplitPlan), "hash")]
[JsonDerivedType(typeof(StratifiedSplitPlan), "stratified")]
[JsonDerivedType(typeof(TimeSplitPlan), "time")]
[JsonDerivedType(typeof(ColumnSplitPlan), "column")]
public abstract record SplitPlan;
