namespace MlOps.Sdk.Testing.Emulator.Dataflow;

/// <summary>The files that a Beam pipeline names.</summary>
internal interface IBeamFiles
{
    /// <summary>Writes the rows of Parquet files as JSON, a line with a list of values for each, and gives the columns.</summary>
    /// <param name="path">A file or a pattern.</param>
    /// <param name="target">The file to write.</param>
    /// <param name="records">Whether to read dictionaries, which may hold days and instants, and not Beam's rows.</param>
    /// <exception cref="BeamFileException">There are none, or Beam can't read them.</exception>
    IReadOnlyList<BeamField> Read(string path, string target, bool records);

    /// <summary>Local copies of files of text.</summary>
    /// <exception cref="BeamFileException">There are none.</exception>
    IReadOnlyList<string> Texts(string path);
}
