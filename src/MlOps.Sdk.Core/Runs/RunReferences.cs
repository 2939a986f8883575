using MlOps.Sdk.Data;

namespace MlOps.Sdk.Runs;

/// <summary>What the run store knows of artifacts: which results stand on which, and which runs have had them.</summary>
/// <param name="Results">Every result.</param>
/// <param name="Notes">The digests of the artifacts that stages' notes name.</param>
public sealed record RunReferences(ValueList<ReferencedResult> Results, ValueList<string> Notes);

/// <summary>A result, as far as it matters to what is kept.</summary>
/// <param name="Key">The key of the work.</param>
/// <param name="Fingerprint">The product's fingerprint.</param>
/// <param name="Files">The files that the product stands on.</param>
/// <param name="Inputs">The fingerprints of the products that it was made of.</param>
/// <param name="Runs">The runs that have made or reused it.</param>
public sealed record ReferencedResult(string Key, string Fingerprint, ValueList<DataFile> Files, ValueList<string> Inputs, ValueList<string> Runs);
