namespace MlOps.Sdk.Plans;

/// <summary>Puts a dataset into the warehouse; a column says to which split each row belongs.</summary>
public sealed record StagingPlan : StagePlan
{
    /// <summary>The name of the table.</summary>
    public required string Table { get; init; }

    /// <summary>How rows are divided; null puts all rows into <c>train</c>.</summary>
    public SplitPlan? Split { get; init; }
}
