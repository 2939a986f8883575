namespace MlOps.Sdk.Plans;

/// <summary>One-hot over the most frequent values; a slot for each and one for all others (null among them).</summary>
/// <param name="Size">How many values to keep; ties are broken by ordinal order.</param>
public sealed record VocabularyPlan(int Size) : AnalyzerPlan;
