using MlOps.Sdk.Algebra;
using MlOps.Sdk.Data;
using MlOps.Sdk.Plans;

namespace MlOps.Sdk.Building;

/// <summary>What a stage in the making reads: its rows, and those of further sources that it names.</summary>
/// <param name="pipeline">Where problems are reported and further sources are added.</param>
/// <param name="stage">The stage's name.</param>
/// <param name="dataset">The stage whose rows it is about.</param>
internal sealed class InputsDraft(PipelineDraft pipeline, string stage, string dataset)
{
    private readonly List<string> _inputs = [dataset];

    /// <summary>The stages whose datasets the rows come from, in the order that <see cref="InputNode.Index"/> counts them.</summary>
    public ValueList<string> Inputs => _inputs.ToValueList();

    public LambdaReader Reader(Schema? schema) => new(pipeline, stage, schema);

    public void Report(string problem) => pipeline.Report(stage, problem);

    /// <summary>The rows of a further source, which gets a stage of its own.</summary>
    public Rows<T> Read<T>(Source<T> source, IngestPlan settings, bool profile)
    {
        IngestPlan ingest = pipeline.AddIngest(source, settings, profile);
        int index = _inputs.IndexOf(ingest.Name);
        if (index < 0)
        {
            index = _inputs.Count;
            _inputs.Add(ingest.Name);
        }

        return new(new InputNode(index), ingest.Schema, this);
    }
}
