namespace MlOps.Sdk.Testing.Emulator.Dataflow;

/// <summary>A pipeline that Beam refuses, or that fails.</summary>
/// <param name="step">The name of the step that failed; null if the pipeline as such is at fault.</param>
/// <param name="kind">Python's type of the error, or <c>Refused</c>.</param>
/// <param name="message">What is wrong.</param>
/// <param name="trace">Python's trace; empty if there is none.</param>
internal sealed class BeamException(string? step, string kind, string message, string trace) : Exception(message)
{
    public string? Step => step;

    public string Kind => kind;

    public string Trace => trace;
}
