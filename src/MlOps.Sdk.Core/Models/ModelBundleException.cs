namespace MlOps.Sdk.Models;

/// <summary>A folder is not a sound model bundle: changed, incomplete, malformed, or computed differently by this host.</summary>
public sealed class ModelBundleException(string message, Exception? innerException = null) : Exception(message, innerException);
