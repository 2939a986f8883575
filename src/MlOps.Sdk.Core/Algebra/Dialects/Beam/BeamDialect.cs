namespace MlOps.Sdk.Algebra.Dialects;

/// <summary>Prints relations as Apache Beam YAML, which Dataflow runs: rows from Parquet to Parquet.</summary>
/// <remarks>
/// The expressions are Python (<see cref="PythonDialect"/> says how values are kept). Beam has no order of rows, so sorting is refused by name, and so
/// is what would have to look at all rows without a key. Beam's rows have no days and instants either: where there are some, files are read and written by
/// Beam's Python transforms, and between them days and instants are whole numbers. Instants are written with UTC as their zone.
/// </remarks>
public static class BeamDialect
{
    /// <summary>Each thing of a relation that has no counterpart in Beam, with what to do; empty if all has.</summary>
    public static IReadOnlyList<string> ProblemsOf(RelationNode relation) => EngineSupport.ProblemsOf(relation, Engine.Beam);

    /// <summary>A whole pipeline: reads the sources, computes the relation, writes its rows.</summary>
    /// <param name="relation">The rows to compute, over the sources' own columns.</param>
    /// <param name="sources">For each <see cref="InputNode.Index"/> the files to read.</param>
    /// <param name="output">The prefix of the files to write, such as <c>gs://bucket/run/rows.parquet</c>.</param>
    /// <exception cref="NotSupportedException">Something has no counterpart in Beam; it is named, with what to do.</exception>
    public static string Pipeline(RelationNode relation, IReadOnlyList<BeamSource> sources, string output)
    {
        BeamPipeline pipeline = new(sources);
        pipeline.Write(relation, output);
        return BeamYaml.Print(pipeline.Transforms);
    }
}
