namespace MlOps.Sdk.Plans;

/// <summary>Which of the most frequent words of the training split a text has: 1 or 0 in a slot for each.</summary>
/// <param name="Size">How many words to keep; ties are broken by ordinal order.</param>
public sealed record BagOfWordsPlan(int Size) : AnalyzerPlan;
