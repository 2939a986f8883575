namespace MlOps.Sdk.Testing.Emulator.BigQuery.Models;

/// <summary>A file of an exported model.</summary>
/// <param name="Path">Where it stands in the model's folder.</param>
/// <param name="Content">What it holds.</param>
internal sealed record ModelFile(string Path, byte[] Content);
