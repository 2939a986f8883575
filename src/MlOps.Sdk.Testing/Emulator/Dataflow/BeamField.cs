namespace MlOps.Sdk.Testing.Emulator.Dataflow;

/// <summary>A field of Beam's rows.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">
/// <c>boolean</c>, <c>integer</c>, <c>number</c> or <c>string</c>; in dictionaries also <c>date</c> in days, and <c>timestamp</c> and <c>instant</c>, the one
/// without a zone and the other in UTC, in microseconds since 1970.
/// </param>
/// <param name="Nullable">Whether it may be null.</param>
internal sealed record BeamField(string Name, string Kind, bool Nullable);
