namespace MlOps.Sdk.Runs;

/// <summary>How a stage has ended, with the fingerprint of what it has made, for the keys of those that read it.</summary>
internal sealed record StageEnd(StageRun Run, string? Fingerprint);
