namespace MlOps.Sdk.Testing.Emulator.Dataflow;

/// <summary>A file can't be read; the pipeline is told.</summary>
internal sealed class BeamFileException(string message) : Exception(message);
