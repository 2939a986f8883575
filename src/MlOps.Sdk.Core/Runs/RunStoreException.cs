namespace MlOps.Sdk.Runs;

/// <summary>A run store can't be used. The message says where it is, what is wrong and what to do.</summary>
public sealed class RunStoreException(string message, Exception? innerException = null) : Exception(message, innerException);
