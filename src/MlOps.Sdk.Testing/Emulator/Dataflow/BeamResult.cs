namespace MlOps.Sdk.Testing.Emulator.Dataflow;

/// <summary>What a pipeline has computed.</summary>
/// <param name="Writes">What it is to write, in the order of its steps.</param>
/// <param name="Counts">For each output of a step how many rows it gave.</param>
internal sealed record BeamResult(IReadOnlyList<BeamWrite> Writes, IReadOnlyDictionary<string, long> Counts);

/// <summary>Rows that a step writes.</summary>
/// <param name="Type">The step's type, such as <c>WriteToParquet</c>.</param>
/// <param name="Path">The prefix of the files.</param>
/// <param name="Shards">How many files; 0 leaves it to Dataflow.</param>
/// <param name="File">A local file with a line for each row: for Parquet a list of values in JSON, else the line itself.</param>
/// <param name="Rows">How many rows.</param>
/// <param name="Fields">The columns.</param>
internal sealed record BeamWrite(string Type, string Path, int Shards, string File, long Rows, IReadOnlyList<BeamField> Fields);
