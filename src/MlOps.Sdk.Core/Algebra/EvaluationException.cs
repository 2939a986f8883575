namespace MlOps.Sdk.Algebra;

/// <summary>A value can't be computed from a row: an overflow, a division by zero, a malformed text, a missing value.</summary>
public sealed class EvaluationException(string message, Exception? innerException = null) : Exception(message, innerException);
