using MlOps.Sdk.Data;

namespace MlOps.Sdk.Plans;

/// <summary>Puts a dataset into the warehouse; a column says to which split each row belongs.</summary>
public sealed record StagingPlan : StagePlan
{
    /// <summary>The name of the table.</summary>
    public required string Table { get; init; }

    /// <summary>How rows are divided; null puts all rows into <c>train</c>.</summary>
    public SplitPlan? Split { get; init; }

    /// <summary>The Date or Timestamp by which a warehouse that has partitions divides the table; null for none.</summary>
    public string? PartitionBy { get; init; }

    /// <summary>How wide the partitions are.</summary>
    public TablePartition Partition { get; init; }

    /// <summary>The columns by which a warehouse that can sorts the rows in storage, at most four.</summary>
    public ValueList<string> ClusterBy { get; init; } = [];
}
