using MlOps.Sdk.Data;

namespace MlOps.Sdk.Algebra.Dialects;

/// <summary>Parquet files that a Beam pipeline reads.</summary>
/// <param name="Name">A name for the reading transform; letters, digits, <c>_</c> and <c>-</c>.</param>
/// <param name="Path">A file or a glob, such as <c>gs://bucket/flights/*.parquet</c>.</param>
/// <param name="Schema">The columns, as the files hold them: days as DATE, instants as TIMESTAMP, with UTC as their zone or without one.</param>
public sealed record BeamSource(string Name, string Path, Schema Schema);
