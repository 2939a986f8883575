using MlOps.Sdk.Plans;

namespace MlOps.Sdk;

/// <summary>A frozen pipeline: its plan, and what the application handed in outside of the plan. Made by <c>PipelineBuilder</c>.</summary>
public sealed class Pipeline
{
    internal Pipeline(PipelinePlan plan, IReadOnlyDictionary<string, object> bindings)
    {
        Plan = plan;
        Bindings = bindings;
    }

    /// <summary>The pipeline's name.</summary>
    public string Name => Plan.Name;

    /// <summary>All that decides a run's result, as data.</summary>
    public PipelinePlan Plan { get; }

    /// <summary>Connections and rows that the plan names but can't hold.</summary>
    public IReadOnlyDictionary<string, object> Bindings { get; }
}
