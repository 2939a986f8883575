namespace MlOps.Sdk.Plans;

/// <summary>The parts of a day or an instant as plain numbers, a slot for each; missing where it is null.</summary>
public sealed record DatePartsPlan : AnalyzerPlan;
