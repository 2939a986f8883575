namespace MlOps.Sdk.Testing.Emulator;

/// <summary>The Python of the options can't be started.</summary>
internal sealed class PythonMissingException(string message) : Exception(message);
