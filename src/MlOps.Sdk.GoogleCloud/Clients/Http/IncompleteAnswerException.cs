namespace MlOps.Sdk.Clients;

/// <summary>An answer broke off, or isn't what the service can have meant; as good as none.</summary>
internal sealed class IncompleteAnswerException(string message, Exception? innerException = null) : IOException(message, innerException);
