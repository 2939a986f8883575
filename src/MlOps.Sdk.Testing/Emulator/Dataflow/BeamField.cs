namespace MlOps.Sdk.Testing.Emulator.Dataflow;

/// <summary>A field of Beam's rows.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind"><c>boolean</c>, <c>integer</c>, <c>number</c> or <c>string</c>.</param>
/// <param name="Nullable">Whether it may be null.</param>
internal sealed record BeamField(string Name, string Kind, bool Nullable);
