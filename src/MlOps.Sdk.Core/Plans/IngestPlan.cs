using MlOps.Sdk.Data;

namespace MlOps.Sdk.Plans;

/// <summary>Brings rows from a source into a dataset.</summary>
public sealed record IngestPlan : StagePlan
{
    /// <summary>Where the rows come from; null if <see cref="StagePlan.Implementation"/> knows by itself.</summary>
    public SourcePlan? Source { get; init; }

    /// <summary>The columns to expect; null infers them from the source.</summary>
    public Schema? Schema { get; init; }
}
