using MlOps.Sdk.Algebra;

namespace MlOps.Sdk.Plans;

/// <summary>A feature before it is fitted.</summary>
/// <param name="Name">Its name, unique among the features.</param>
/// <param name="Value">The value computed from a row.</param>
/// <param name="Analyzer">What is to be learnt about the value from the training split; null takes a number or Boolean as it is.</param>
public sealed record FeaturePlan(string Name, ScalarNode Value, AnalyzerPlan? Analyzer = null);
