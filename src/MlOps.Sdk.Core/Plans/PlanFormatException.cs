namespace MlOps.Sdk.Plans;

/// <summary>Text that was to be a plan is none.</summary>
public sealed class PlanFormatException(string message, Exception? innerException = null) : Exception(message, innerException);
